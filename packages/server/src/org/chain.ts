import type { Book } from "./book.ts";
import { type ChainLink, chainLinks } from "./kinds.ts";
import { lineOf } from "./tree.ts";

/** Who supervises a unit (catalogue 10); null where nothing says it, which `check` shows. */
export interface Chain extends Readonly<Record<ChainLink, string | null>> {
  /** The responsible unit itself. */
  readonly unit: string;
}

/**
 * The chain of a unit at a moment: the responsible unit, its business department, the discipline body of that department and
 * the district's. A unit without a link of its own has that of the nearest unit above it.
 */
export function chainOf(book: Pick<Book, "units">, unit: string, at: number): Chain {
  const line = lineOf(book, unit, at);
  const linkOf = (link: ChainLink): string | null => {
    for (const id of line) {
      const target = book.units.at(id, at)?.[link];
      // No unit supervises itself: the department that units below it answer to has to name another one.
      if (target !== undefined && target !== "" && target !== unit) return target;
    }
    return null;
  };
  const [businessDepartment, disciplineOfDepartment, districtDiscipline] = chainLinks.map(linkOf);
  return {
    unit,
    businessDepartment: businessDepartment ?? null,
    disciplineOfDepartment: disciplineOfDepartment ?? null,
    districtDiscipline: districtDiscipline ?? null,
  };
}
