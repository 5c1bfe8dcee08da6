import type { LocalizedText } from "@probity/contracts";
import type { ChainLink, UnitKind } from "./kinds.ts";
import { Timelines } from "./timelines.ts";

/** What can change of a unit. An empty text is none. */
export interface UnitState extends Readonly<Record<ChainLink, string>> {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: UnitKind;
  readonly parent: string;
  readonly ended: boolean;
}

/** What can change of a post. */
export interface PostState {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly head: boolean;
  readonly riskGrade: number;
  readonly ended: boolean;
}

/** Somebody who holds a post for a time. */
export interface Holder {
  readonly id: string;
  readonly post: string;
  readonly person: string;
  readonly from: number;
  /** The first moment at which it holds no more. */
  readonly to: number | null;
}

/** Somebody who stands in for another for a time. */
export interface Delegation {
  readonly id: string;
  readonly fromPerson: string;
  readonly toPerson: string;
  /** Null: everything. */
  readonly permissions: readonly string[] | null;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** Where somebody works who holds no post, and by which other keys business systems name them. */
export interface Member {
  readonly unit: string | null;
  readonly keys: readonly string[];
}

/** The whole organisation with its past and its planned future, in memory. Questions to it are pure. */
export interface Book {
  readonly revision: number;
  readonly units: Timelines<UnitState>;
  readonly posts: Timelines<PostState>;
  readonly holders: Map<string, Holder>;
  readonly delegations: Map<string, Delegation>;
  readonly members: Map<string, Member>;
}

/** A book without an entry. */
export const emptyBook = (revision = 0): Book => ({
  revision,
  units: new Timelines<UnitState>(),
  posts: new Timelines<PostState>(),
  holders: new Map(),
  delegations: new Map(),
  members: new Map(),
});

/** True while something with these bounds holds. */
export const holdsAt = (span: { readonly from: number; readonly to: number | null }, at: number): boolean =>
  span.from <= at && (span.to === null || span.to > at);

/** Both languages; the Chinese name where there is no English one. */
export const namesOf = ({ nameZh = "", nameEn = "" }: Partial<UnitState | PostState>): LocalizedText => ({
  "zh-CN": nameZh,
  en: nameEn === "" ? nameZh : nameEn,
});
