//! The zip of a deploy: a few small text files, not compressed.

use rawzip::{CompressionMethod, ZipArchiveWriter};
use std::io::Write;

use super::metadata_file::File;

/// The most bytes of one stored block of DEFLATE (RFC 1951, 3.2.4).
const BLOCK: usize = 65_535;

/// The archive with these files. Each is a DEFLATE stream of stored blocks, because the sizes come after the data,
/// which Java's reader accepts of deflated entries alone.
///
/// # Errors
/// Never, since it is written to memory; only the writer's type has errors.
pub fn zip(files: &[File]) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (path, text) in files {
        let (mut entry, config) = archive
            .new_file(path)
            .compression_method(CompressionMethod::DEFLATE)
            .start()?;
        let mut data = config.wrap(Stored(&mut entry));
        data.write_all(text.as_bytes())?;
        let (stored, descriptor) = data.finish()?;
        stored.end()?;
        entry.finish(descriptor)?;
    }
    archive.finish()
}

/// Writes a DEFLATE stream of stored blocks.
struct Stored<W>(W);

impl<W: Write> Stored<W> {
    /// An empty last block.
    fn end(mut self) -> std::io::Result<()> {
        self.0.write_all(&[1, 0, 0, 0xff, 0xff])
    }
}

impl<W: Write> Write for Stored<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        for block in bytes.chunks(BLOCK) {
            let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
            self.0.write_all(&[0])?;
            self.0.write_all(&length.to_le_bytes())?;
            self.0.write_all(&(!length).to_le_bytes())?;
            self.0.write_all(block)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}
