//! A paper as plain text, for terminals and for tests: columns stand in line, what is too long is cut with an ellipsis.

use model::paper::{Align, Block, Cell, Column, Fill, Paper, Row, Table};

/// The paper as lines of at most `width` characters (40 at least); wide characters count double, as terminals show them.
pub fn text(paper: &Paper, width: usize) -> String {
    let width = width.max(40);
    let mut out = String::new();
    let mut line = |line: &str| {
        out.push_str(line.trim_end());
        out.push('\n');
    };
    line(&paper.title);
    for nth in 0..paper.left.len().max(paper.right.len()) {
        let (left, right) = (paper.left.get(nth), paper.right.get(nth));
        let right = cut(&tidy(right.map_or("", |right| right)), width / 2);
        let room = width - wide(&right) - 1;
        let left = fit(&cut(&tidy(left.map_or("", |left| left)), room), room, Align::Left);
        line(&format!("{left} {right}"));
    }
    line(&"=".repeat(width));
    for block in &paper.blocks {
        match block {
            Block::Heading { text } => {
                line("");
                line(&cut(&tidy(text), width));
            }
            Block::Paragraph { text } => wrap(&tidy(text), width).iter().for_each(|text| line(text)),
            Block::NewPage => line(""),
            Block::Table(table) => table_lines(table, width).iter().for_each(|text| line(text)),
        }
    }
    if !paper.foot.is_empty() {
        line("");
        line(&cut(&tidy(&paper.foot), width));
    }
    out
}

fn table_lines(table: &Table, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let pieces = if table.grid { pieces(table, width) } else { vec![table.clone()] };
    for Table { columns, rows, .. } in pieces {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let widths = widths(&columns, width);
        if columns.iter().any(|column| !column.title.is_empty()) {
            let cells = columns.iter().map(|column| Cell::new(column.title.clone())).collect();
            lines.extend(row_lines(&Row { cells, ..Row::default() }, &columns, &widths, width));
            lines.push("-".repeat(widths.iter().map(|width| width + 1).sum::<usize>().saturating_sub(1).min(width)));
        }
        for row in &rows {
            lines.extend(row.heads.then(String::new));
            lines.extend(row_lines(row, &columns, &widths, width));
        }
    }
    lines
}

/// A grid in pieces as wide as the text, each with the first two columns again: no column of it may be lost.
fn pieces(table: &Table, width: usize) -> Vec<Table> {
    let names = table.columns.len().min(2);
    let taken: usize = table.columns.iter().take(names).map(|column| usize::from(column.width) + 1).sum();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    let mut room = (width + 1).saturating_sub(taken);
    for (at, column) in table.columns.iter().enumerate().skip(names) {
        let needs = usize::from(column.width) + 1;
        if room < needs {
            parts.push(Vec::new());
            room = (width + 1).saturating_sub(taken);
        }
        room = room.saturating_sub(needs);
        parts.last_mut().into_iter().for_each(|part| part.push(at));
    }
    let piece = |part: Vec<usize>| {
        let kept: Vec<usize> = (0..names).chain(part).collect();
        let cells = |row: &Row| kept.iter().filter_map(|&at| row.cells.get(at).cloned()).collect();
        Table {
            columns: kept.iter().filter_map(|&at| table.columns.get(at).cloned()).collect(),
            rows: table.rows.iter().map(|row| Row { cells: cells(row), ..row.clone() }).collect(),
            grid: true,
        }
    };
    parts.into_iter().map(piece).collect()
}

/// Widths in characters: fixed columns as they say, the others share what is left, one blank between each two.
fn widths(columns: &[Column], width: usize) -> Vec<usize> {
    let fixed: usize = columns.iter().map(|column| usize::from(column.width) + 1).sum();
    let open = columns.iter().filter(|column| column.width == 0).count().max(1);
    let share = ((width + 1).saturating_sub(fixed) / open).max(6);
    columns.iter().map(|column| if column.width == 0 { share } else { column.width.into() }).collect()
}

/// A row as lines: as many as its longest cell has. A bar that takes the whole width is filled up with its sign.
fn row_lines(row: &Row, columns: &[Column], widths: &[usize], width: usize) -> Vec<String> {
    let sign = match row.fill {
        Fill::Black => "=",
        Fill::Dark => "#",
        _ => "-",
    };
    if let [cell] = &row.cells[..]
        && usize::from(cell.span) >= columns.len()
        && columns.len() > 1
    {
        let bar = |text: &str| {
            let text = format!("{} {} ", sign.repeat(2), cut(text, width.saturating_sub(6)));
            format!("{text}{}", sign.repeat(width.saturating_sub(wide(&text)).max(2)))
        };
        let plain = row.fill == Fill::Clear;
        let text = tidy(&cell.text);
        return text.lines().map(|text| if plain { cut(text, width) } else { bar(text) }).collect();
    }
    let texts: Vec<String> = row.cells.iter().map(|cell| tidy(&cell.text)).collect();
    let high = texts.iter().map(|text| text.lines().count()).max().unwrap_or(0).max(1);
    let line = |nth: usize| {
        let mut at = 0;
        let cells = row.cells.iter().zip(&texts).map(|(cell, text)| {
            let room: usize = widths.iter().skip(at).take(cell.span.into()).map(|width| width + 1).sum();
            let align = columns.get(at).map_or(Align::Left, |column| column.align);
            at += usize::from(cell.span);
            let room = room.saturating_sub(1);
            fit(&cut(text.lines().nth(nth).unwrap_or(""), room), room, align)
        });
        cut(&cells.collect::<Vec<_>>().join(" "), width)
    };
    (0..high).map(line).collect()
}

/// The text on lines of at most `width`, broken at blanks; a longer word is cut.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && wide(&line) + 1 + wide(word) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&cut(word, width));
        }
        lines.push(line);
    }
    lines
}

/// The text in a room of `width`, filled up with blanks.
fn fit(text: &str, width: usize, align: Align) -> String {
    let blank = width.saturating_sub(wide(text));
    let before = match align {
        Align::Left => 0,
        Align::Centre => blank / 2,
        Align::Right => blank,
    };
    format!("{}{text}{}", " ".repeat(before), " ".repeat(blank - before))
}

/// The text cut to `width`, with an ellipsis when something is lost.
fn cut(text: &str, width: usize) -> String {
    if wide(text) <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let fits = text.chars().take_while(|&c| {
        let fits = char_width(c) <= room;
        room = room.saturating_sub(char_width(c));
        fits
    });
    let mut text: String = fits.collect();
    text.push('…');
    text
}

fn wide(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Columns that a terminal gives a character: two in the blocks of East Asian scripts and pictographs, none for marks that
/// join others (the ranges of Unicode's East Asian Width that occur in names; no whole table).
fn char_width(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f => 2,
        0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// The text with blanks for control characters, which no paper and no terminal should act upon; line ends stay.
pub(crate) fn tidy(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_where_the_room_ends() {
        let check = |text: &str, width, expected: &str| assert_eq!(cut(text, width), expected);
        check("ALLEY", 5, "ALLEY");
        check("ALLEY", 4, "ALL…");
        check("ПЕРЕУЛОК", 5, "ПЕРЕ…");
        check("路地裏", 5, "路地…");
        check("ALLEY", 1, "…");
        check("ALLEY", 0, "…");
    }

    #[test]
    fn control_characters_reach_no_terminal() {
        assert_eq!(tidy("a\u{1b}[31mb\tc\nd\u{0}"), "a [31mb c\nd ");
    }
}
