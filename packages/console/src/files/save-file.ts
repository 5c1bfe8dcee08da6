/** A busy browser may begin to read a file long after the click. */
const keptMs = 60_000;

/** Gives the person a file to keep. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(file);
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
