//! `bench rules`: how long judging and paying a plan under agreements takes, as the solver's own example measures it.

use crate::shell;

pub(crate) fn run() -> shell::Done {
    let arguments = ["run", "--locked", "--release", "-q", "-p", "backlot-solver", "--example", "judge"];
    shell::run(&mut shell::cargo(&arguments))
}
