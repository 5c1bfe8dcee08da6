import { Socket } from "node:net";

/**
 * Sends what is written in one turn of the event loop at once: statements that travel together are one packet, and not one
 * system call each. `pg` corks each statement; here the cork stays until all of them are written.
 */
export class CoalescingSocket extends Socket {
  #corks = 0;

  override uncork(): void {
    this.#corks += 1;
    if (this.#corks > 1) return;
    process.nextTick(() => {
      const corks = this.#corks;
      this.#corks = 0;
      for (let left = corks; left > 0; left -= 1) super.uncork();
    });
  }
}
