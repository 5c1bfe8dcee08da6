import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { pair } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popup } from "../../ui/popup.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./top-bar.module.css";

/** Narrows every list to a unit and everything under it; it stands in the address, so that it can be passed on. */
export function UnitSwitcher(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { unit } = useSearch({ from: "__root__" });
  const units = useUnits();
  const name = unit === undefined ? t("top.allUnits") : (units.names.get(unit) ?? unit);
  const choose = (id: string | undefined): void =>
    void navigate({ to: ".", search: (before) => ({ ...before, unit: id, cursor: undefined }) });
  return (
    <Popup
      label={t("top.units")}
      side="start"
      trigger={(props) => (
        <Button
          look="quiet"
          icon="unit"
          className={styles.trigger}
          title={pair(t("top.units"), name)}
          {...props}
        >
          <span>{name}</span>
          <Icon name="down" size={14} />
        </Button>
      )}
    >
      {(close) => (
        <UnitList
          {...units}
          chosen={unit}
          onChoose={(id) => {
            choose(id);
            close();
          }}
        />
      )}
    </Popup>
  );
}

interface Units {
  readonly names: ReadonlyMap<string, string>;
  readonly error: Error | null;
}

/** Units by id, with their names in the language of the screen. */
function useUnits(): Units {
  const { data, error } = useQuery({
    ...reading("/ops/org/units", { query: { limit: 500 } }),
    staleTime: 300_000,
  });
  const names = new Map(data?.units.map(({ id, name }) => [id, name[language()]]));
  return { names, error };
}

function UnitList({
  names,
  error,
  chosen,
  onChoose,
}: Units & {
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}): ReactElement {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const found = [...names]
    .filter(([id, name]) => `${id} ${name}`.toLowerCase().includes(wanted))
    .slice(0, 100);
  const item = (id: string | undefined, name: string): ReactElement => (
    <button
      key={id ?? ""}
      type="button"
      className={styles.unit}
      aria-current={id === chosen ? "true" : undefined}
      onClick={() => onChoose(id)}
    >
      {name}
      {id === chosen && <Icon name="check" size={14} />}
    </button>
  );
  return (
    <div className={styles.units}>
      <input
        aria-label={t("top.searchUnits")}
        placeholder={t("top.searchUnits")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {error !== null && <Problem error={error} />}
      {wanted === "" && item(undefined, t("top.allUnits"))}
      {found.map(([id, name]) => item(id, name))}
      {found.length === 0 && error === null && <p className={styles.empty}>{t("top.noUnits")}</p>}
    </div>
  );
}
