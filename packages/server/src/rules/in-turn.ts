/** Does work for one name after the other, in the order of the calls. Work for other names waits for none of it. */
export type InTurn = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes it. What fails holds up nobody behind it. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    void mine
      .catch(() => undefined)
      .finally(() => {
        if (last.get(name) === mine) last.delete(name);
      });
    return mine;
  };
}
