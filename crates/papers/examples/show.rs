//! For looking at papers: `cargo run -p backlot-papers --example show OUTDIR` writes every paper of a small schedule in every
//! form into a folder.

#[path = "../tests/schedule/mod.rs"]
mod schedule;

use std::error::Error;
use std::path::PathBuf;

#[expect(clippy::disallowed_methods, reason = "a tool for looking writes files where it is told to")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("no folder given\nhint: show OUTDIR")?);
    std::fs::create_dir_all(&folder)?;
    let production = schedule::production();
    let schedule = schedule::schedule(&production);
    for (name, _, make) in papers::ALL {
        let paper = make(&production, &schedule);
        std::fs::write(folder.join(format!("{name}.txt")), papers::text::text(&paper, 110))?;
        std::fs::write(folder.join(format!("{name}.pdf")), papers::typst::pdf(&paper, production.settings.paper)?)?;
        for (nth, page) in papers::typst::svg(&paper, production.settings.paper)?.iter().enumerate() {
            std::fs::write(folder.join(format!("{name}-{}.svg", nth + 1)), page)?;
        }
    }
    std::fs::write(folder.join("board.html"), papers::html::board(&production, &schedule))?;
    Ok(())
}
