//! A line of the notation, word by word, with columns.

/// The words of a line, each with its column.
pub(super) struct Words<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    /// The words of a line.
    pub(super) fn of(line: &'a str) -> Self {
        Self { line, at: 0 }
    }

    /// What is left of the line.
    pub(super) fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or("").trim()
    }

    /// The column, in characters from 1, of what comes next.
    pub(super) fn column(&self) -> u32 {
        let ahead = self.line.get(self.at..).unwrap_or("");
        let blanks = ahead.len() - ahead.trim_start().len();
        let before = self.line.get(..self.at + blanks).unwrap_or("").chars().count();
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }

    /// The next word, which stays.
    pub(super) fn peek(&self) -> Option<(u32, &'a str)> {
        Self { line: self.line, at: self.at }.next()
    }

    /// A text in quotation marks, or the column where it should stand.
    pub(super) fn quoted(&mut self) -> Result<String, u32> {
        let column = self.column();
        let mut texts =
            serde_json::Deserializer::from_str(self.line.get(self.at..).unwrap_or("")).into_iter::<String>();
        match texts.next() {
            Some(Ok(text)) => {
                self.at += texts.byte_offset();
                Ok(text)
            }
            _ => Err(column),
        }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = (u32, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let column = self.column();
        let ahead = self.line.get(self.at..)?;
        let start = self.at + (ahead.len() - ahead.trim_start().len());
        let word = self.line.get(start..)?.split(char::is_whitespace).next().filter(|word| !word.is_empty())?;
        self.at = start + word.len();
        Some((column, word))
    }
}
