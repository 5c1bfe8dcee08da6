import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { CheckField } from "../../loop/check-field.tsx";
import { Chip } from "../../loop/chip.tsx";
import loop from "../../loop/loop.module.css";
import { PersonField } from "../../loop/who-fields.tsx";
import { itemStates, type ListKind, listKinds, type ListSearch } from "./search.ts";

interface Props {
  readonly kind: ListKind;
  readonly search: ListSearch;
  readonly unit: string | undefined;
  readonly onGo: (kind: ListKind, change: ListSearch) => void;
}

/** Which list, what it is narrowed to, and what counts against a unit in its appraisal. */
export function Filters({ kind, search, unit, onGo }: Props): ReactElement {
  const { t } = useTranslation("lists");
  const { state: _state, ...withoutState } = search;
  const counts = useQuery(
    reading("/console/lists/{kind}/counts", { params: { kind }, query: { ...withoutState, unit } }),
  );
  const { total, byState = {} } = counts.data ?? {};
  const set = (change: ListSearch): void => onGo(kind, change);
  return (
    <>
      <div className={loop.chips} role="group" aria-label={t("lists")}>
        {listKinds.map((one) => (
          <Chip
            key={one}
            text={t(`kinds.${one}`)}
            isOn={one === kind}
            onClick={() => onGo(one, { state: undefined })}
          />
        ))}
      </div>
      <div className={loop.chips} role="group" aria-label={t("state")}>
        <Chip
          text={t("any")}
          count={total}
          isOn={search.state === undefined}
          onClick={() => set({ state: undefined })}
        />
        {itemStates
          .filter((state) => (byState[state] ?? 0) > 0 || state === search.state)
          .map((state) => (
            <Chip
              key={state}
              text={t(`states.${state}`)}
              count={byState[state] ?? 0}
              isOn={state === search.state}
              onClick={() => set({ state })}
            />
          ))}
        {counts.data !== undefined && <span className={loop.soft}>{t("counts", counts.data)}</span>}
      </div>
      <div className={loop.filters} role="group" aria-label={t("filters")}>
        <PersonField
          label={t("owner")}
          value={search.owner}
          onChange={(owner) => set({ owner: owner === "" ? undefined : owner })}
        />
        {(["mine", "overdue", "late", "repeat"] as const).map((name) => (
          <CheckField
            key={name}
            label={t(name)}
            isOn={search[name] === true}
            onChange={(on) => set({ [name]: on || undefined })}
          />
        ))}
      </div>
    </>
  );
}
