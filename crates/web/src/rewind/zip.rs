//! A ZIP file in memory: just what a bundle needs (PKWARE APPNOTE 6.3: deflated entries, UTF-8
//! names, no encryption, less than 4 GiB).

use std::io::{self, Write as _};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// A bundle in the making.
#[derive(Default)]
pub(super) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

/// Version 2.0, names in UTF-8, deflated, no time: the instants stand in the files.
const KIND: [u8; 10] = [20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0];

impl Zip {
    /// Adds a file.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut sum = Crc::new();
        sum.update(content);
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(content)?;
        let packed = deflate.finish()?;
        let offset = size(self.bytes.len())?;
        let mut about = KIND.to_vec();
        about.extend(sum.sum().to_le_bytes());
        about.extend(size(packed.len())?);
        about.extend(size(content.len())?);
        let name_length = u16::try_from(name.len()).map_err(io::Error::other)?;
        about.extend(name_length.to_le_bytes());
        about.extend([0, 0]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&about);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&about);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset);
        self.directory.extend(name.as_bytes());
        self.files = self.files.checked_add(1).ok_or_else(|| io::Error::other("too many files"))?;
        Ok(())
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        let start = size(self.bytes.len())?;
        let length = size(self.directory.len())?;
        self.bytes.extend(self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(length);
        self.bytes.extend(start);
        self.bytes.extend([0, 0]);
        Ok(self.bytes)
    }
}

fn size(bytes: usize) -> io::Result<[u8; 4]> {
    u32::try_from(bytes).map(u32::to_le_bytes).map_err(io::Error::other)
}
