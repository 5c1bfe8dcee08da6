import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { useRowKeys } from "../../loop/row-keys.ts";
import { WidePage } from "../../loop/wide-page.tsx";
import { useWord } from "../../loop/word.ts";
import { SelectField } from "../../ui/field.tsx";
import { colourOfLight, Lamp } from "../../ui/lamp.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./escalations.module.css";
import { Lane } from "./lane.tsx";
import { type BoardSearch, lights, readSearch } from "./search.ts";

const levels = [0, 1, 2, 3] as const;

/** The board: what is due in lanes by the level up to which it was handed, and the light of each unit. */
export function Escalations(): ReactElement {
  const { t } = useTranslation("escalations");
  const words = useTranslation("cases");
  const given: Record<string, unknown> = useSearch({ strict: false });
  const search = readSearch(given);
  const unit = typeof given["unit"] === "string" ? given["unit"] : undefined;
  useRowKeys(t("title"), [words.t("next"), words.t("previous")]);
  return (
    <WidePage title={t("title")}>
      <Units track={search.track} unit={unit} />
      <Filters search={search} unit={unit} />
      <div className={styles.lanes}>
        {levels.map((level) => (
          <Lane key={level} level={level} filter={{ ...search, unit }} />
        ))}
      </div>
    </WidePage>
  );
}

function Filters({
  search,
  unit,
}: {
  readonly search: BoardSearch;
  readonly unit: string | undefined;
}): ReactElement {
  const { t } = useTranslation("escalations");
  const word = useWord();
  const navigate = useNavigate();
  const set = (change: BoardSearch): void =>
    void navigate({ to: "/escalations", search: { unit, ...search, ...change }, replace: true });
  return (
    <div className={loop.filters}>
      <SelectField
        label={t("light")}
        value={search.light ?? ""}
        onChange={({ target }) => set({ light: lights.find((one) => one === target.value) })}
      >
        <option value="">{t("anyLight")}</option>
        {lights.map((light) => (
          <option key={light} value={light}>
            {t(`lights.${light}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("track")}
        value={search.track ?? ""}
        onChange={({ target: { value } }) =>
          set({ track: value === "business" || value === "integrity" ? value : undefined })
        }
      >
        <option value="">{t("anyTrack")}</option>
        <option value="business">{word("tracks", "business")}</option>
        <option value="integrity">{word("tracks", "integrity")}</option>
      </SelectField>
    </div>
  );
}

/** Units with open matters, the gravest first; each narrows the board to itself. */
function Units({
  track,
  unit,
}: {
  readonly track: BoardSearch["track"];
  readonly unit: string | undefined;
}): ReactElement | null {
  const { t } = useTranslation("escalations");
  const names = useNames();
  const navigate = useNavigate();
  const list = useQuery(reading("/console/lights", { query: { track, unit } }));
  if (list.error !== null) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const units = list.data?.units ?? [];
  if (units.length === 0) return null;
  return (
    <ul className={styles.units} aria-label={t("units")}>
      {units.map(({ unit: id, light, escalationLevel: _level, ...counts }) => {
        const name = names.unit(id);
        const text = t("unitLight", { unit: name, light: t(`lights.${light}`), ...counts });
        return (
          <li key={id ?? ""}>
            <button
              type="button"
              className={loop.chip}
              title={text}
              disabled={id === null}
              onClick={() =>
                id !== null &&
                void navigate({ to: "/escalations", search: (before) => ({ ...before, unit: id }) })
              }
            >
              <Lamp colour={colourOfLight(light)} text={name} />
              <b>{counts.red + counts.yellow + counts.green + counts.stopped}</b>
              <span className="visually-hidden">{text}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
