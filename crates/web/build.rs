//! Names each embedded asset after its content and compresses it once, here, so that the server
//! never compresses at run time and a browser may keep an asset for ever.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// Constant name, file and content type; a new asset is one line here.
const ASSETS: &[(&str, &str, &str)] = &[
    // Before the style sheet, which names them.
    ("FONT_REGULAR", "hyperlegible-regular.woff2", "font/woff2"),
    ("FONT_BOLD", "hyperlegible-bold.woff2", "font/woff2"),
    ("CORDLINE_CSS", "cordline.css", "text/css; charset=utf-8"),
    ("CORDLINE_JS", "cordline.js", "text/javascript; charset=utf-8"),
    ("STREAM_JS", "stream.js", "text/javascript; charset=utf-8"),
    ("PRESENCE_JS", "presence.js", "text/javascript; charset=utf-8"),
    ("BOARD_JS", "board.js", "text/javascript; charset=utf-8"),
    ("WORKSHEET_JS", "worksheet.js", "text/javascript; charset=utf-8"),
    ("FOLLOW_JS", "follow.js", "text/javascript; charset=utf-8"),
    ("SPINE_JS", "spine.js", "text/javascript; charset=utf-8"),
    ("CORDLINE_SVG", "cordline.svg", "image/svg+xml"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let source = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("no manifest folder")?)
        .join("assets");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no output folder")?);
    println!("cargo::rerun-if-changed=build.rs");

    let mut table = String::new();
    let mut urls: Vec<(&str, String)> = Vec::new();
    for (constant, file, content_type) in ASSETS {
        let mut path = source.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        let mut bytes = fs::read(&path)?;
        if content_type.starts_with("text/css") {
            bytes = with_urls(String::from_utf8(bytes)?, &urls).into_bytes();
            path = out.join(file);
            fs::write(&path, &bytes)?;
        }
        let gzip = out.join(format!("{file}.gz"));
        compress(&bytes, &gzip)?;
        let (stem, extension) = file.split_once('.').ok_or("an asset needs an extension")?;
        let url = format!("/assets/{stem}-{:016x}.{extension}", fingerprint(&bytes));
        urls.push((file, url.clone()));
        writeln!(
            table,
            "/// `{file}`, embedded.\npub static {constant}: Asset = Asset {{ file: {file:?}, \
             url: {url:?}, content_type: {content_type:?}, bytes: include_bytes!({}), \
             gzip: include_bytes!({}) }};",
            literal(&path),
            literal(&gzip)
        )?;
    }
    let names: Vec<_> = ASSETS.iter().map(|(constant, ..)| format!("&{constant}")).collect();
    writeln!(
        table,
        "/// Every embedded asset.\npub static ALL: &[&Asset] = &[{}];",
        names.join(", ")
    )?;
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

/// A style sheet names other assets by their file; what it is served with are their addresses.
fn with_urls(sheet: String, urls: &[(&str, String)]) -> String {
    urls.iter().fold(sheet, |sheet, (file, url)| {
        sheet.replace(&format!("url(\"{file}\")"), &format!("url(\"{url}\")"))
    })
}

/// A path as a string literal of the generated code.
fn literal(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

fn compress(bytes: &[u8], to: &Path) -> Result<(), Box<dyn Error>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    fs::write(to, encoder.finish()?)?;
    Ok(())
}

/// FNV-1a: the name only has to change when the content does; nobody trusts it.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
