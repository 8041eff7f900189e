import { fromBuffer } from 'yauzl';

/**
 * The files of a zip archive, by their path; folders are left out.
 * @param {Buffer} archive
 * @returns {Promise<Map<string, string> | undefined>} undefined when it cannot be read
 */
export async function unzip(archive) {
  try {
    return await read(archive);
  } catch {
    return undefined;
  }
}

/** @type {(archive: Buffer) => Promise<Map<string, string>>} */
function read(archive) {
  return new Promise((resolve, reject) => {
    /** @type {Map<string, string>} */
    const files = new Map();
    fromBuffer(archive, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', () => resolve(files));
      zip.on('entry', (/** @type {import('yauzl').Entry} */ entry) => {
        if (entry.fileName.endsWith('/')) return zip.readEntry();
        return zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          try {
            const chunks = [];
            for await (const chunk of stream) chunks.push(chunk);
            files.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
            return zip.readEntry();
          } catch (broken) {
            return reject(broken);
          }
        });
      });
      return zip.readEntry();
    });
  });
}
