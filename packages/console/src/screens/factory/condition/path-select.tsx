import type { Path } from "@probity/engine/author";
import type { ReactElement } from "react";
import styles from "./condition.module.css";
import { useFieldNames } from "./field-names.ts";

interface Props {
  readonly name: string;
  readonly paths: readonly string[];
  readonly value: Path;
  readonly onChange: (path: Path) => void;
}

/** A field by its path, with what it is, grouped by what it is read of. Typing its first letters finds it. */
export function PathSelect({ name, paths, value, onChange }: Props): ReactElement {
  const nameOf = useFieldNames();
  const text = value.names.join(".");
  const all = paths.includes(text) ? paths : [text, ...paths];
  const groups = Map.groupBy(all, (path) => path.split(".", 1)[0] ?? path);
  return (
    <select
      className={styles.path}
      aria-label={name}
      value={text}
      onChange={({ target }) => onChange({ kind: "path", names: target.value.split(".") })}
    >
      {[...groups].map(([root, own]) => (
        <optgroup key={root} label={root}>
          {own.map((path) => (
            <option key={path} value={path}>
              {[path, nameOf(path)].filter((part) => part !== undefined).join("  ")}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
