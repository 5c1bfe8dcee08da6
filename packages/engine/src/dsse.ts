/**
 * The pre-authentication encoding of DSSE: the bytes that are signed. It binds the payload to its type, so that a
 * signature made for one kind of document never verifies for another.
 */
export function dssePae(payloadType: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const type = encoder.encode(payloadType);
  const head = encoder.encode(`DSSEv1 ${type.length} `);
  const middle = encoder.encode(` ${payload.length} `);
  const bytes = new Uint8Array(head.length + type.length + middle.length + payload.length);
  bytes.set(head, 0);
  bytes.set(type, head.length);
  bytes.set(middle, head.length + type.length);
  bytes.set(payload, head.length + type.length + middle.length);
  return bytes;
}
