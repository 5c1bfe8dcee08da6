import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { pair } from "../../i18n/format.ts";
import { IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { SavedViews } from "../../views/saved-views.tsx";
import { ViewLink } from "../../views/view-link.tsx";
import chips from "../../views/views.module.css";
import { FilterChips } from "./filter-chips.tsx";
import styles from "./inbox.module.css";
import { inbox } from "./screen.ts";
import { levels, readSearch, sorts, states, tracks } from "./search.ts";
import { type UsualView, usualViews } from "./views.ts";

interface Props {
  /** Place in the log up to which the list is. */
  readonly asOf: number | undefined;
  readonly newer: number;
  readonly onRenew: () => void;
  readonly isPreviewOpen: boolean;
  readonly onPreview: () => void;
}

/** Views, filters and order of the list. */
export function Toolbar({ asOf, newer, onRenew, isPreviewOpen, onPreview }: Props): ReactElement {
  const { t } = useTranslation("inbox");
  const search = inbox.route.useSearch();
  const counts = useCounts();
  return (
    <div className={styles.tools}>
      <nav aria-label={t("views.label")} className={styles.viewNav}>
        <ul className={styles.views}>
          {names.map((name) => (
            <li key={name}>
              <ViewLink
                to="/"
                search={search}
                view={usualViews[name]}
                text={t(`views.${name}`)}
                count={counts[name]}
              />
            </li>
          ))}
        </ul>
        <SavedViews screen="alerts" to="/" search={search} read={readSearch} usual={usual} />
      </nav>
      <Selects />
      <FilterChips />
      <span className={styles.space} />
      <span role="status">
        {newer > 0 && (
          <button
            type="button"
            className={classNames(chips.chip, styles.pill)}
            title={t("newerHint")}
            onClick={onRenew}
          >
            {t("newer", { count: newer })}
          </button>
        )}
      </span>
      <ExportButton size="small" order={{ kind: "alerts", filter: search, asOf }} />
      <SortSelect />
      <IconButton
        size="small"
        icon="eye"
        name={isPreviewOpen ? t("preview.hide") : t("preview.show")}
        aria-pressed={isPreviewOpen}
        onClick={onPreview}
      />
    </div>
  );
}

// The keys of our own table.
const names = Object.keys(usualViews) as readonly UsualView[];
const usual = Object.values(usualViews);

/** How many each of the usual views holds. */
function useCounts(): Partial<Readonly<Record<UsualView, number>>> {
  const { unit } = inbox.route.useSearch();
  const { data } = useQuery({
    ...reading("/console/alerts/counts", { query: { unit } }),
    refetchInterval: 60_000,
  });
  if (data === undefined) return {};
  const { open, mine, unassigned, overdue, byLevel, byState } = data;
  const all = Object.values(byState).reduce((sum, found) => sum + found, 0);
  return { open, mine, unassigned, overdue, grave: byLevel["1"] ?? 0, all };
}

interface SelectProps {
  readonly of: "state" | "level" | "track" | "sort";
  /** Value in the address and its text, the usual one first. */
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** One of a few filters; the usual one is left out of the address. */
function Select({ of, options }: SelectProps): ReactElement {
  const { t } = useTranslation("inbox");
  const search = inbox.route.useSearch();
  const navigate = useNavigate();
  const set = (value: string): void => {
    const chosen = value === options[0]?.[0] ? undefined : value;
    void navigate({
      to: "/",
      search: (before) => readSearch({ ...before, [of]: of === "level" ? Number(chosen) : chosen }),
    });
  };
  const current = search[of];
  return (
    <select
      className={styles.select}
      aria-label={t(`filters.${of}`)}
      value={current === undefined ? options[0]?.[0] : String(current)}
      onChange={(event) => set(event.target.value)}
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

function Selects(): ReactElement {
  const { t } = useTranslation(["inbox", "shell"]);
  const any = (of: "level" | "track"): readonly [string, string] => [
    "",
    pair(t(`filters.${of}`), t("filters.any")),
  ];
  return (
    <>
      <Select
        of="state"
        options={states.map((state) => [
          state,
          isGroup(state) ? t(`states.${state}`) : t(`shell:words.states.${state}`),
        ])}
      />
      <Select
        of="level"
        options={[
          any("level"),
          ...levels.map((level) => [String(level), t(`shell:words.levels.level${level}`)] as const),
        ]}
      />
      <Select
        of="track"
        options={[any("track"), ...tracks.map((track) => [track, t(`shell:words.tracks.${track}`)] as const)]}
      />
    </>
  );
}

const isGroup = (state: (typeof states)[number]): state is "open" | "ended" | "all" =>
  state === "open" || state === "ended" || state === "all";

function SortSelect(): ReactElement {
  const { t } = useTranslation("inbox");
  return <Select of="sort" options={sorts.map((sort) => [sort, t(`sorts.${sort}`)])} />;
}
