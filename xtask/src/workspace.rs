//! Where the tree is and what is in it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::program::Program;

/// The checked-out tree, as `cargo metadata` and `git` describe it.
pub(crate) struct Workspace {
    /// The folder that holds the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds.
    pub(crate) target: PathBuf,
    /// `cargo metadata --no-deps`, for the dependency arrows.
    pub(crate) metadata: Value,
}

impl Workspace {
    pub(crate) fn open() -> Result<Self> {
        let text = Program::new("cargo")
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .context("reading the workspace with cargo metadata")?;
        let metadata: Value = serde_json::from_str(&text).context("parsing cargo metadata")?;
        let folder = |key: &str| -> Result<PathBuf> {
            let path = metadata.get(key).and_then(Value::as_str);
            Ok(PathBuf::from(path.with_context(|| format!("cargo metadata gives no {key}"))?))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")?, metadata })
    }

    /// The release build of the product.
    pub(crate) fn binary(&self) -> PathBuf {
        self.target.join("release").join("cordline")
    }

    /// Builds the release binary and says where it is.
    pub(crate) fn release_binary(&self) -> Result<PathBuf> {
        Program::new("cargo")
            .args(["build", "--release", "--locked", "--package", "server", "--bin", "cordline"])
            .current_dir(&self.root)
            .run()?;
        Ok(self.binary())
    }

    /// Builds a binary that answers before its commit, in a folder of its own, for the one check
    /// that has to notice it.
    pub(crate) fn early_answering_binary(&self) -> Result<PathBuf> {
        let target = self.target.join("answers-early");
        Program::new("cargo")
            .args(["build", "--release", "--locked", "--package", "server", "--bin", "cordline"])
            .args(["--features", "answer-before-commit", "--target-dir"])
            .args([target.as_os_str()])
            .current_dir(&self.root)
            .run()?;
        Ok(target.join("release").join("cordline"))
    }

    /// Every file that is in git or would be added to it, relative to the root.
    pub(crate) fn files(&self) -> Result<Vec<PathBuf>> {
        let listing = Program::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(&self.root)
            .output()
            .context("listing the tree with git")?;
        let mut files: Vec<PathBuf> = listing
            .split('\0')
            .filter(|name| !name.is_empty())
            .map(PathBuf::from)
            .filter(|path| self.root.join(path).is_file())
            .collect();
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// The text of one file, or nothing when it is not text.
    pub(crate) fn text(&self, file: &Path) -> Result<Option<String>> {
        let bytes = std::fs::read(self.root.join(file))
            .with_context(|| format!("reading {}", file.display()))?;
        Ok(String::from_utf8(bytes).ok())
    }
}

/// A path as people write it, with forward slashes on every system.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Whether a file's name ends in this extension.
pub(crate) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}
