import { Socket } from "node:net";

type Written = (error?: Error | null) => void;

/** Sends what is written in one turn of the event loop at once: five statements that travel together are one packet. */
export class CoalescingSocket extends Socket {
  #isHeld = false;

  override write(
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | Written,
    callback?: Written,
  ): boolean {
    if (!this.#isHeld) {
      this.#isHeld = true;
      this.cork();
      process.nextTick(() => {
        this.#isHeld = false;
        this.uncork();
      });
    }
    if (typeof encoding === "string") return super.write(chunk, encoding, callback);
    return super.write(chunk, encoding ?? callback);
  }
}
