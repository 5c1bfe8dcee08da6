import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { refreshModels, type Version } from "../model/version.ts";
import { bumps, copyAs, type Draft, raise, readyToStore } from "./draft.ts";

/** What a draft is made from. */
export interface Beginning {
  readonly version: Version;
  /** What the draft is compared with: the version in force, else the highest that was ever frozen. */
  readonly base: Version | undefined;
  /** The highest version that was ever frozen. */
  readonly highest: string | undefined;
  /** The id of a copy that is to become a model of its own. */
  readonly copy: string | undefined;
}

/** A draft on the desk of somebody who works on it. */
export interface Desk {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  /** The version that it is stored as, of those that it may take. */
  readonly number: string;
  readonly choices: readonly string[];
  readonly choose: (number: string) => void;
  /** Whether the server has a draft that this one continues. */
  readonly isStored: boolean;
  /** Whether something is not stored yet. */
  readonly isDirty: boolean;
  /** Parts that hold what cannot be stored. */
  readonly broken: ReadonlySet<string>;
  readonly mark: (part: string, isBroken: boolean) => void;
  /** Another rule is opened: what could not be stored of this one is gone. */
  readonly unmark: () => void;
  readonly save: () => void;
  readonly isSaving: boolean;
  readonly error: Error | null;
  /** Forgets that it could not be stored. */
  readonly forgive: () => void;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Keeps a draft while it is worked on, and stores it. Whoever leaves with something unstored is asked. */
export function useDesk(beginning: Beginning, rule: string | undefined): Desk {
  const { version, base, copy } = beginning;
  const isStored = version.state === "draft" && copy === undefined;
  const [opened] = useState<Draft>(() => {
    const own = { model: version.model, cases: version.cases };
    return copy === undefined ? own : copyAs(own, copy, today());
  });
  const [draft, setDraft] = useState(opened);
  const [stored, setStored] = useState(isStored ? opened : undefined);
  const [broken, setBroken] = useState<ReadonlySet<string>>(new Set());
  const choices = versionChoices(beginning, isStored);
  const [number, choose] = useState(choices[0] ?? version.version);
  const isDirty = draft !== stored || number !== version.version;
  const [digests, setDigests] = useState<Digests | null>(isStored ? version : null);
  const replaces = number === version.version ? digests : null;
  const store = useStore({ base, number, rule, replaces }, (text, now) => {
    setStored(text);
    setDigests(now);
  });
  useLeaving(isDirty && isStored && !store.isPending);
  return {
    draft,
    change: setDraft,
    number,
    choices,
    choose,
    isStored,
    isDirty,
    broken,
    mark: (part, isBroken) => setBroken((before) => toggled(before, part, isBroken)),
    unmark: () => setBroken(new Set()),
    save: () => store.mutate(draft),
    isSaving: store.isPending,
    error: store.error,
    forgive: store.reset,
  };
}

/** What tells a stored text with its cases from every other one. */
type Digests = Pick<Version, "digest" | "casesDigest">;

interface Storing {
  readonly base: Version | undefined;
  readonly number: string;
  readonly rule: string | undefined;
  /** The text that was opened, null where there was none: what somebody else has stored meanwhile is not overwritten. */
  readonly replaces: Digests | null;
}

function useStore(
  { base, number, rule, replaces }: Storing,
  onStored: (draft: Draft, digests: Digests) => void,
) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: Draft) => {
      const { model, cases } = readyToStore(draft, base?.model, number);
      // Models and cases are JSON objects of the forms that the route validates.
      const read = replaces && { digest: replaces.digest, casesDigest: replaces.casesDigest };
      const body = { model: { ...model }, cases: cases.map((one) => ({ ...one })), replaces: read };
      return post("/ops/models/drafts", { body });
    },
    onSuccess: async (answer, draft) => {
      onStored(draft, answer);
      await refreshModels(client);
      await navigate({
        to: "/models/$id/$version/edit",
        params: answer,
        search: rule === undefined ? {} : { rule },
        replace: true,
      });
    },
  });
}

/** Asks before work on a stored draft is lost. */
function useLeaving(isUnsaved: boolean): void {
  const { t } = useTranslation("factory");
  const latest = useRef(isUnsaved);
  latest.current = isUnsaved;
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      latest.current && current.pathname !== next.pathname && !window.confirm(t("leave")),
    enableBeforeUnload: () => latest.current,
  });
}

function toggled(set: ReadonlySet<string>, item: string, isIn: boolean): ReadonlySet<string> {
  if (set.has(item) === isIn) return set;
  const next = new Set(set);
  if (isIn) next.add(item);
  else next.delete(item);
  return next;
}

/** Versions that the draft may take: its own, else the three next ones. */
function versionChoices({ version, highest, copy }: Beginning, isStored: boolean): readonly string[] {
  if (copy !== undefined) return ["1.0.0"];
  if (highest === undefined) return [version.version];
  const next = bumps.map((bump) => raise(highest, bump)).toReversed();
  return isStored ? [...new Set([version.version, ...next])] : next;
}
