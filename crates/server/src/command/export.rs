//! `cordline export rules`: the rule book for other systems and for paper. It reads the tables that
//! decide and needs no database.

use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use serde_json::{Value, json};

/// What can be exported.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Export {
    /// Every rule and clock.
    Rules {
        /// As FHIR `PlanDefinition` and `ActivityDefinition`, as a page to read and print, or as the
        /// tables that `cordline rules diff` compares.
        #[arg(long, value_enum)]
        format: Format,
        /// The folder to write into; without it, standard output.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// How the rule book is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// JSON resources of FHIR R4: one file each, or one collection Bundle on standard output.
    Fhir,
    /// One HTML document that needs no other file.
    Html,
    /// Lines of cells between tabs, as `rules/released/` keeps them.
    Tables,
}

pub(crate) fn run(export: Export) -> anyhow::Result<ExitCode> {
    let Export::Rules { format, out } = export;
    let files = match format {
        Format::Fhir => fhir_files(out.is_some())?,
        Format::Tables => {
            proof::snapshot::files().map(|(name, text)| (name.to_owned(), text)).to_vec()
        }
        Format::Html => vec![("rule-book.html".to_owned(), web::knowledge::rule_book())],
    };
    if let Some(folder) = out {
        write_into(&folder, &files)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = stdout().lock();
    for (_, text) in &files {
        out.write_all(text.as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn fhir_files(one_each: bool) -> anyhow::Result<Vec<(String, String)>> {
    let resources = fhir::rule_book();
    if one_each {
        let mut files = Vec::new();
        for (name, resource) in resources {
            files.push((name, serde_json::to_string_pretty(&resource)?));
        }
        return Ok(files);
    }
    let entries: Vec<Value> = resources
        .into_iter()
        .map(|(_, resource)| json!({ "fullUrl": resource.get("url"), "resource": resource }))
        .collect();
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
    Ok(vec![("rule-book.json".to_owned(), serde_json::to_string_pretty(&bundle)?)])
}

fn write_into(folder: &Path, files: &[(String, String)]) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    eprintln!("{} files in {}", files.len(), folder.display());
    Ok(())
}
