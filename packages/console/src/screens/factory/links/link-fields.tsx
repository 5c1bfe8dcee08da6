import type { Feature } from "@probity/contracts";
import { connecting, owning } from "@probity/engine/author";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui/field.tsx";
import type { Scope } from "../condition/scope.ts";
import { termOf, textOf } from "../condition/term-text.ts";
import { TermView } from "../condition/term-view.tsx";
import styles from "../factory.module.css";
import { KindsField } from "./kinds-field.tsx";
import { PlacesField } from "./places-field.tsx";

interface Props {
  readonly name: string;
  readonly feature: Feature;
  /** What the rule may read. */
  readonly scope: Scope;
  readonly onChange: (feature: Feature) => void;
}

/** A feature of relations (FE-3): common owners up to a depth, shared attributes, or the shortest way between parties. */
export function LinkFields({ name, feature, scope, onChange }: Props): ReactElement | null {
  const { owners, shared, path } = feature;
  if (owners !== undefined)
    return (
      <Owners
        name={name}
        owners={owners}
        scope={scope}
        onChange={(next) => onChange({ ...feature, owners: next })}
      />
    );
  if (shared !== undefined)
    return (
      <Shared
        name={name}
        shared={shared}
        scope={scope}
        onChange={(next) => onChange({ ...feature, shared: next })}
      />
    );
  return path === undefined ? null : (
    <Way name={name} way={path} scope={scope} onChange={(next) => onChange({ ...feature, path: next })} />
  );
}

type Part<Name extends "owners" | "shared" | "path"> = NonNullable<Feature[Name]>;
type PartProps<Name extends "owners" | "shared" | "path", As extends string> = Pick<
  Props,
  "name" | "scope"
> & {
  readonly [key in As]: Part<Name>;
} & { readonly onChange: (part: Part<Name>) => void };

function Owners({ name, owners, scope, onChange }: PartProps<"owners", "owners">): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <>
      <p className={styles.soft}>{t("links.owners")}</p>
      <PlacesField
        label={t("links.among", { name })}
        text={owners.among}
        scope={scope}
        onChange={(among) => onChange({ ...owners, among })}
      />
      <Reach part={owners} onChange={onChange} />
      <KindsField
        label={t("links.kinds")}
        offered={ownerKinds}
        values={owners.kinds ?? owning}
        onChange={(kinds) => onChange({ ...owners, kinds })}
      />
    </>
  );
}

/** Relations that carry a share; without one nobody is an owner. */
const ownerKinds = ["shareholder", "beneficial_owner"] as const;

function Shared({ name, shared, scope, onChange }: PartProps<"shared", "shared">): ReactElement {
  const { t } = useTranslation("factory");
  const attributes = useKinds().filter(isAttribute);
  return (
    <>
      <p className={styles.soft}>{t("links.shared")}</p>
      <PlacesField
        label={t("links.among", { name })}
        text={shared.among}
        scope={scope}
        onChange={(among) => onChange({ ...shared, among })}
      />
      <KindsField
        label={t("links.attributes")}
        offered={attributes}
        values={shared.kinds}
        onChange={(kinds) => onChange({ ...shared, kinds })}
      />
    </>
  );
}

function Way({ name, way, scope, onChange }: PartProps<"path", "way">): ReactElement {
  const { t } = useTranslation("factory");
  const relations = useKinds().filter((kind) => !isAttribute(kind));
  return (
    <>
      <p className={styles.soft}>{t("links.way")}</p>
      <div className={styles.labelled}>
        <span className={styles.soft}>{t("links.from")}</span>
        <TermView
          term={termOf(way.from)}
          scope={scope}
          name={t("links.fromOf", { name })}
          expected={{ kind: "string" }}
          onChange={(term) => onChange({ ...way, from: textOf(term) })}
        />
      </div>
      <PlacesField
        label={t("links.to", { name })}
        text={way.to}
        scope={scope}
        onChange={(to) => onChange({ ...way, to })}
      />
      <Reach part={way} onChange={onChange} />
      <KindsField
        label={t("links.kinds")}
        offered={relations}
        values={way.kinds ?? connecting}
        onChange={(kinds) => onChange({ ...way, kinds })}
      />
    </>
  );
}

const isAttribute = (kind: string): boolean => kind.startsWith("has_");

/** Every kind of relation that there are words for. */
function useKinds(): readonly string[] {
  const { t } = useTranslation("network");
  return Object.keys(t("kinds", { returnObjects: true }));
}

interface Reaching {
  readonly depth: number;
  readonly minShare?: number;
}

/** How far relations are followed, and how strong each has to be. */
function Reach<Own extends Reaching>({
  part,
  onChange,
}: {
  readonly part: Own;
  readonly onChange: (part: Own) => void;
}): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <div className={styles.grid}>
      <TextField
        label={t("links.depth")}
        type="number"
        min={1}
        max={20}
        value={part.depth}
        onChange={({ target }) =>
          onChange({ ...part, depth: within(Math.round(Number(target.value)), 1, 20) })
        }
      />
      <TextField
        label={t("links.share")}
        hint={t("links.shareHint")}
        type="number"
        min={0}
        max={100}
        step="any"
        value={Math.round((part.minShare ?? 0) * 1e4) / 100}
        onChange={({ target }) => onChange({ ...part, minShare: within(Number(target.value) / 100, 0, 1) })}
      />
    </div>
  );
}

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
