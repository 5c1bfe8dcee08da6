import { type FileHandle, open, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** A file that only grows, durably. */
export interface AppendFile {
  readonly path: string;
  /** Bytes that are on disk for sure. */
  readonly size: number;
  /**
   * Resolves when the bytes are on disk. After a failure the file is cut back to what was durable before anything is
   * appended again, so that it never holds half a frame between two whole ones. It also fails once the file was
   * deleted or replaced. One call at a time.
   */
  append(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Opens or makes `path` and cuts it to `size`; everything up to there is on disk when this resolves. */
export async function openAppendFile(path: string, size: number): Promise<AppendFile> {
  let handle = await openSynced(path, size);
  let durable = size;
  let dirty = false;
  return {
    path,
    get size() {
      return durable;
    },
    append: async (bytes) => {
      if (dirty) {
        // The handle may be what is broken.
        await handle.close().catch(() => undefined);
        handle = await openSynced(path, durable);
      }
      dirty = true;
      await writeAll(handle, bytes, durable);
      await handle.datasync();
      await stillThere(handle, path);
      dirty = false;
      durable += bytes.length;
    },
    close: () => handle.close(),
  };
}

/** What is written to a file that was deleted or replaced is durable and lost. */
async function stillThere(handle: FileHandle, path: string): Promise<void> {
  const [own, named] = await Promise.all([handle.stat(), stat(path)]);
  if (own.ino !== named.ino) throw new Error(`${path} was replaced by another file`);
}

async function openSynced(path: string, size: number): Promise<FileHandle> {
  const handle = await open(path, size === 0 ? "w" : "r+", 0o600);
  try {
    await handle.truncate(size);
    await handle.sync();
    if (size === 0) await syncDirectory(dirname(path));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Makes new and renamed names of a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
