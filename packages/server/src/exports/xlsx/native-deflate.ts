import { constants, crc32, deflateRawSync } from "node:zlib";
import type { AsyncFlateStreamHandler, ZipInputFile } from "fflate";

/** Pieces are packed one by one; the levels above take twice as long for a tenth less. */
const level = 3;

/** An entry of an archive that Node's zlib packs and sums up: three times as fast as in JavaScript. */
export class NativeDeflate implements ZipInputFile {
  readonly filename: string;
  readonly compression = 8;
  size = 0;
  crc = 0;
  /** Set by the archive. */
  ondata?: AsyncFlateStreamHandler;

  constructor(filename: string) {
    this.filename = filename;
  }

  /** Packs a piece, whose bytes can be written over afterwards. */
  push(piece: Uint8Array, final: boolean): void {
    this.size += piece.length;
    this.crc = crc32(piece, this.crc);
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    this.ondata?.(null, deflateRawSync(piece, { level, finishFlush }), final);
  }
}
