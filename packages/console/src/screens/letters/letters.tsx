import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../api/call.ts";
import { CheckField } from "../../loop/check-field.tsx";
import loop from "../../loop/loop.module.css";
import { Paged } from "../../loop/paged.tsx";
import { usePages } from "../../loop/pages.ts";
import { useRowKeys } from "../../loop/row-keys.ts";
import { WidePage } from "../../loop/wide-page.tsx";
import { SelectField } from "../../ui/field.tsx";
import { State } from "../../ui/state.tsx";
import { LetterTable } from "./letter-table.tsx";
import { letterKinds, type LetterSearch, letterStates, readSearch } from "./search.ts";

const path = "/console/letters";

/** All letters that somebody may see, the newest first. */
export function Letters(): ReactElement {
  const { t } = useTranslation("letters");
  const words = useTranslation("cases");
  const search = readSearch(useSearch({ strict: false }));
  const list = usePages([path, search], (cursor, signal) =>
    getUntil(signal, path, { query: { ...search, cursor } }),
  );
  useRowKeys(t("title"), [words.t("next"), words.t("previous")]);
  return (
    <WidePage title={t("title")}>
      <Filters search={search} />
      <Paged
        list={list}
        rowsOf={(page) => page.letters}
        empty={<State title={t("none")} text={t("noneHint")} icon="letter" />}
      >
        {(rows) => <LetterTable letters={rows} />}
      </Paged>
    </WidePage>
  );
}

function Filters({ search }: { readonly search: LetterSearch }): ReactElement {
  const { t } = useTranslation("letters");
  const navigate = useNavigate();
  const set = (change: LetterSearch): void =>
    void navigate({ to: "/letters", search: { ...search, ...change }, replace: true });
  return (
    <div className={loop.filters}>
      <SelectField
        label={t("kind")}
        value={search.kind ?? ""}
        onChange={({ target }) => set({ kind: letterKinds.find((one) => one === target.value) })}
      >
        <option value="">{t("anyKind")}</option>
        {letterKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("state")}
        value={search.state ?? ""}
        onChange={({ target }) => set({ state: letterStates.find((one) => one === target.value) })}
      >
        <option value="">{t("anyState")}</option>
        {letterStates.map((state) => (
          <option key={state} value={state}>
            {t(`states.${state}`)}
          </option>
        ))}
      </SelectField>
      <CheckField
        label={t("overdue")}
        isOn={search.overdue === true}
        onChange={(on) => set({ overdue: on || undefined })}
      />
    </div>
  );
}
