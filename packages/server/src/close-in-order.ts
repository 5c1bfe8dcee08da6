/** Closes what there is of these parts, one after the other. */
export async function closeInOrder(parts: readonly ({ close?(): unknown } | undefined)[]): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- each works on what comes after it
  for (const part of parts) await part?.close?.();
}
