//! The stylesheet, scripts and mark, embedded in the binary under names that change with their
//! content, each already compressed.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// File name in `assets/`.
    pub file: &'static str,
    /// Where pages link to it; changes whenever the content does, so it may be cached for ever.
    pub url: &'static str,
    /// Value of the `Content-Type` header.
    pub content_type: &'static str,
    /// The content as written.
    pub bytes: &'static [u8],
    /// The content compressed with gzip at build.
    pub gzip: &'static [u8],
}

/// The URL of the asset with this file name, if there is one.
pub fn asset(file: &str) -> Option<&'static str> {
    ALL.iter().find(|asset| asset.file == file).map(|asset| asset.url)
}

/// The asset served at this path (`/assets/...`), if there is one.
pub fn find(url: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.url == url).copied()
}
