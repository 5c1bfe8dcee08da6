import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { ProbityError } from "@probity/contracts";

/** Most bytes of a body once it is decompressed. */
export const maxDecodedBytes: number = 4 * 1024 * 1024;

type Decode = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const decoders: Readonly<Record<string, Decode | undefined>> = {
  gzip: promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(zlib.gunzip),
  // Node has it from 22.15 and 23.8 on; its types do not say that it may be missing.
  zstd: "zstdDecompress" in zlib ? promisify(zlib.zstdDecompress) : undefined,
};

/**
 * The exact bytes that a sender wrote, whatever it did to them on the way. Throws `PROBITY_E_MEDIA_TYPE` for an encoding
 * that is not spoken here, `PROBITY_E_BODY_LIMIT` for one that unpacks to more than {@link maxDecodedBytes}, and
 * `PROBITY_E_REQUEST` for bytes that are damaged or no UTF-8.
 */
export async function decodeBody(body: Buffer, encoding: string): Promise<Buffer> {
  const plain = encoding === "identity" ? body : await unpack(body, encoding);
  if (!isUtf8(plain)) throw new ProbityError("PROBITY_E_REQUEST", "the body is not UTF-8");
  return plain;
}

async function unpack(body: Buffer, encoding: string): Promise<Buffer> {
  const decode = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (decode === undefined)
    throw new ProbityError("PROBITY_E_MEDIA_TYPE", `content-encoding ${encoding.slice(0, 50)}`);
  try {
    return await decode(body, { maxOutputLength: maxDecodedBytes });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE") {
      throw new ProbityError("PROBITY_E_BODY_LIMIT", `more than ${maxDecodedBytes} bytes once unpacked`, {
        cause,
      });
    }
    throw new ProbityError("PROBITY_E_REQUEST", `the body is not ${encoding}`, { cause });
  }
}
