//! A test in a process of its own, with an environment of its own: the test starts this program again for itself alone.

use std::env;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const INNER: &str = "BALENA_TEST_INNER";

/// True in the process that a test started.
pub fn is_inner() -> bool {
    env::var_os(INNER).is_some()
}

/// What the test gave to the process.
pub fn arguments() -> Vec<String> {
    let text = env::var(INNER).unwrap_or_default();
    text.split('\n').filter(|argument| !argument.is_empty()).map(str::to_owned).collect()
}

pub struct Process {
    command: Vec<String>,
    given: Vec<(&'static str, String)>,
    taken: Vec<&'static str>,
}

impl Process {
    pub fn of_test(name: &str, arguments: &[&str]) -> Self {
        let program = env::current_exe().unwrap();
        let command = [program.to_str().unwrap(), "--exact", name, "--nocapture", "--test-threads=1"];
        Process {
            command: command.map(str::to_owned).to_vec(),
            given: vec![(INNER, arguments.join("\n"))],
            taken: Vec::new(),
        }
    }

    pub fn environment(mut self, name: &'static str, value: &str) -> Self {
        self.given.push((name, value.to_owned()));
        self
    }

    pub fn without(mut self, name: &'static str) -> Self {
        self.taken.push(name);
        self
    }

    /// Runs it as the last arguments of another program.
    pub fn within(mut self, program: &str, arguments: &[&str]) -> Self {
        let outer = [&[program], arguments].concat().into_iter().map(str::to_owned);
        self.command = outer.chain(self.command).collect();
        self
    }

    /// With its folders in this one: where it begins, its home, its temporary files.
    pub fn in_folder(self, folder: &Path) -> Self {
        let path = folder.to_str().unwrap();
        self.environment("HOME", path).environment("TMPDIR", path).within("sh", &["-c", "cd; exec \"$0\" \"$@\""])
    }

    /// Runs it to its end, and gives what it printed.
    pub fn output(self) -> Output {
        self.command().stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap()
    }

    pub fn start(self, output: Stdio) -> Child {
        self.command().stdout(output).spawn().unwrap()
    }

    fn command(self) -> Command {
        let mut command = Command::new(&self.command[0]);
        command.args(&self.command[1..]).envs(self.given).stdin(Stdio::null());
        for name in self.taken {
            command.env_remove(name);
        }
        command
    }

    /// Runs it to its end, where the test must have passed.
    pub fn succeeds(self) {
        let name = self.command.clone();
        assert!(self.start(Stdio::null()).wait().unwrap().success(), "{name:?} failed; its words are above");
    }
}

/// The most memory that this process has had, in KiB.
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
