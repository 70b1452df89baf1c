//! A folder of its own with a small screenplay, in which the built program is run.

use std::path::PathBuf;
use std::process::{Command, Output};

/// The script of the folder: three sets by day and night, two people and a crowd.
pub(crate) const SCRIPT: &str = "\
Title: Rain

INT. RAIN ALLEY - NIGHT #1#

MAYA waits under the neon. KANE comes out of the dark.

KANE
Give me the case.

MAYA
Come and get it.

EXT. MARKET - DAY #2#

A crowd of thirty. MAYA runs through them, KANE behind her.

INT. OFFICE - DAY #3#

KANE (50) alone with the posters.

KANE
Done. Not perfect. Done.

INT. RAIN ALLEY - NIGHT #4#

MAYA opens the case. It is empty.

MAYA
Of course.
";

/// The folder.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    /// A folder with `alley.fountain`.
    pub(crate) fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        bench.write("alley.fountain", SCRIPT.as_bytes());
        bench
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the folder.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// The bytes of a file of the folder.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of what stands in a folder, sorted.
    pub(crate) fn files(&self, name: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(name)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs a command line, words split at blanks that do not stand between single quotes.
    pub(crate) fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backlot"));
        command.args(words(line)).current_dir(self.folder.path()).env("USER", "tester");
        command.output().unwrap()
    }

    /// Runs a command that must end well, and answers with what it says.
    pub(crate) fn ok(&self, line: &str) -> String {
        let output = self.run(line);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}\n{}\n{error}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that judges a plan: what it says, and 0 or 1.
    pub(crate) fn judged(&self, line: &str) -> (String, i32) {
        let output = self.run(line);
        let code = output.status.code().unwrap();
        assert!(code == 0 || code == 1, "{line}: {code}\n{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), code)
    }

    /// Runs a command that must be refused in one message with these words and a way out with those; nothing is left.
    pub(crate) fn wrong(&self, line: &str, message: &str, hint: &str) {
        let before = self.files(".");
        let output = self.run(line);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}\n{error}");
        assert!(output.stdout.is_empty(), "{line}");
        assert_eq!(error.matches("error:").count(), 1, "{line}\n{error}");
        assert!(error.contains(message) && error.contains(hint), "{line}\n{error}");
        assert_eq!(self.files("."), before, "{line} left something");
    }
}

fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words
}
