//! The filters that text streams go through (ISO 32000-1, 7.4), each with a limit on what comes out. Pictures are not decoded.

use std::io::Read as _;

/// Undoes one filter. `None` for filters of pictures and unknown ones. Damaged data gives what was read before the damage.
pub(crate) fn undo(filter: &[u8], data: &[u8], limit: usize) -> Option<Vec<u8>> {
    match filter {
        b"FlateDecode" | b"Fl" => Some(flate(data, limit)),
        b"LZWDecode" | b"LZW" => Some(lzw(data, limit)),
        b"ASCII85Decode" | b"A85" => Some(ascii_85(data)),
        b"ASCIIHexDecode" | b"AHx" => Some(ascii_hex(data)),
        b"RunLengthDecode" | b"RL" => Some(run_length(data, limit)),
        _ => None,
    }
}

/// Undoes PNG's row predictors, which cross-reference and object streams use; `columns` is bytes to a row.
pub(crate) fn unpredict(data: &[u8], columns: usize) -> Vec<u8> {
    let columns = columns.clamp(1, 1 << 16);
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for row in data.chunks(columns + 1) {
        let above = out.len().checked_sub(columns);
        let start = out.len();
        for (i, byte) in row.iter().skip(1).enumerate() {
            let up = above.map_or(0, |above| out[above + i]);
            let left = if i > 0 { out[start + i - 1] } else { 0 };
            let corner = if i > 0 { above.map_or(0, |above| out[above + i - 1]) } else { 0 };
            let guess = match row[0] {
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(guess));
        }
        out.resize(start + columns, 0);
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let guess = a + b - c;
    let (from_left, from_up, from_corner) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    match (from_left <= from_up && from_left <= from_corner, from_up <= from_corner) {
        (true, _) => left,
        (false, true) => up,
        (false, false) => corner,
    }
}

fn flate(data: &[u8], limit: usize) -> Vec<u8> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let mut out = Vec::new();
    // An error leaves what was decoded before it.
    let _ = flate2::read::ZlibDecoder::new(data).take(limit).read_to_end(&mut out);
    if out.is_empty() {
        let _ = flate2::read::DeflateDecoder::new(data).take(limit).read_to_end(&mut out);
    }
    out
}

fn ascii_85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let (mut group, mut count) = (0_u32, 0_usize);
    for &byte in data {
        match byte {
            b'~' => break,
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(&group.to_be_bytes()[..count - 1]);
    }
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn run_length(data: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&length) = data.get(at) {
        at += 1;
        match length {
            128 => break,
            0..=127 => {
                let end = (at + usize::from(length) + 1).min(data.len());
                out.extend(&data[at..end]);
                at = end;
            }
            _ => {
                let Some(&byte) = data.get(at) else { break };
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
                at += 1;
            }
        }
        if out.len() > limit {
            break;
        }
    }
    out
}

fn lzw(data: &[u8], limit: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    // Each entry is a place in `out`: what it stands for has been written there before.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    let mut last: Option<(usize, usize)> = None;
    for &byte in data {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held & ((1 << width) - 1)) as usize;
        bits &= (1 << held) - 1;
        if code == 257 || out.len() > limit {
            break;
        }
        if code == 256 {
            table.clear();
            (width, last) = (9, None);
            continue;
        }
        let start = out.len();
        if code < 256 {
            out.push(u8::try_from(code).unwrap_or(0));
        } else if let Some(&(from, length)) = table.get(code - 258) {
            out.extend_from_within(from..from + length);
        } else if let Some((from, length)) = last {
            // The entry that is being made: the last one and its own first byte.
            out.extend_from_within(from..from + length);
            let first = out[from];
            out.push(first);
        } else {
            break;
        }
        if let Some((from, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        width = match table.len() + 258 + 1 {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
    out
}
