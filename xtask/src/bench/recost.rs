//! `bench recost`: how many moves a second the search can price, as the solver's own example measures it.

use crate::shell;

pub(crate) fn run() -> shell::Done {
    let arguments = ["run", "--locked", "--release", "-q", "-p", "backlot-solver", "--example", "recost"];
    shell::run(&mut shell::cargo(&arguments))
}
