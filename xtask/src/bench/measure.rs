//! One run of a program: how long it took, how much memory it held at most, how it ended and what it said.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

const POLL: Duration = Duration::from_millis(5);

pub(crate) struct Run {
    pub(crate) seconds: f64,
    /// As the kernel last told it, at most one poll before the end; nothing where there is no /proc.
    pub(crate) peak_kib: Option<u64>,
    /// Nothing where the run was ended because it took too long.
    pub(crate) status: Option<ExitStatus>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// A panic, a signal or no end at all; a refusal with a message is none of these.
    pub(crate) fn broke(&self) -> bool {
        !matches!(self.status.and_then(|status| status.code()), Some(code) if code != 101)
    }

    /// A plan came out: one that breaks a hard rule is told by exit code 1 and is a plan too.
    pub(crate) fn planned(&self) -> bool {
        matches!(self.status.and_then(|status| status.code()), Some(0 | 1))
    }

    /// The exit code, or what ended the run.
    pub(crate) fn ending(&self) -> String {
        match self.status {
            None => "too long".to_owned(),
            Some(status) => match status.code() {
                Some(code) => code.to_string(),
                None => "signal".to_owned(),
            },
        }
    }

    pub(crate) fn peak(&self) -> String {
        match self.peak_kib {
            Some(kib) => format!("{} MiB", kib.div_ceil(1024)),
            None => "-".to_owned(),
        }
    }
}

/// Runs the command with its output kept in files of the scratch folder, and ends it after `limit`.
pub(crate) fn run(command: &mut Command, scratch: &Path, limit: Duration) -> Result<Run, String> {
    let (out, err) = (scratch.join("stdout.txt"), scratch.join("stderr.txt"));
    let create = |path: &Path| File::create(path).map_err(|error| format!("cannot write {}: {error}", path.display()));
    command.stdout(create(&out)?).stderr(create(&err)?);
    let start = Instant::now();
    let cannot = |error| format!("cannot run the program: {error}");
    let mut child = command.spawn().map_err(cannot)?;
    let proc_status = format!("/proc/{}/status", child.id());
    let mut peak_kib = None;
    let status = loop {
        peak_kib = peak_kib.max(fs::read_to_string(&proc_status).ok().as_deref().and_then(high_water));
        if let Some(status) = child.try_wait().map_err(cannot)? {
            break Some(status);
        }
        if start.elapsed() > limit {
            child.kill().map_err(cannot)?;
            child.wait().map_err(cannot)?;
            break None;
        }
        std::thread::sleep(POLL);
    };
    let seconds = start.elapsed().as_secs_f64();
    let lossy = |path: &Path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(Run { seconds, peak_kib, status, stdout: lossy(&out).map_err(cannot)?, stderr: lossy(&err).map_err(cannot)? })
}

fn high_water(proc_status: &str) -> Option<u64> {
    let line = proc_status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::run;
    use std::process::Command;
    use std::time::Duration;

    fn sh(script: &str, limit: Duration) -> super::Run {
        let folder = std::env::temp_dir().join(format!("backlot-measure-{}-{}", std::process::id(), script.len()));
        crate::shell::fresh_folder(&folder).unwrap();
        let run = run(Command::new("sh").args(["-c", script]), &folder, limit).unwrap();
        std::fs::remove_dir_all(folder).unwrap();
        run
    }

    #[test]
    fn a_refusal_is_an_answer_and_a_panic_is_not() {
        let long = Duration::from_secs(20);
        let refused = sh("echo no such file >&2; exit 2", long);
        assert_eq!((refused.broke(), refused.ending().as_str()), (false, "2"));
        assert_eq!(refused.stderr, "no such file\n");
        assert!(sh("exit 101", long).broke());
        assert!(sh("kill -9 $$", long).broke());
        assert!(sh("exec sleep 20", Duration::from_millis(30)).broke());
    }
}
