/** Different texts, each kept once; place 0 is none. */
export class Texts {
  readonly #list: (string | null)[] = [null];
  readonly #places = new Map<string, number>();

  place(text: string | null): number {
    if (text === null) return 0;
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = this.#list.push(text) - 1;
    this.#places.set(text, place);
    return place;
  }

  at(place: number): string | null {
    return this.#list[place] ?? null;
  }
}
