import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../../api/call.ts";
import { useMay } from "../../../app/me.ts";
import { Paged } from "../../../loop/paged.tsx";
import { usePages } from "../../../loop/pages.ts";
import { Button } from "../../../ui/button.tsx";
import { State } from "../../../ui/state.tsx";
import { DraftLetter } from "../../letters/draft-letter.tsx";
import { LetterTable } from "../../letters/letter-table.tsx";
import styles from "../case.module.css";
import type { CaseProps } from "../case-query.ts";

const path = "/console/letters";

/** The letters of a case, and the form of a new one. */
export function LettersTab({ file, track }: CaseProps): ReactElement {
  const { t } = useTranslation("letters");
  const mayDraft = useMay("letter.draft") && file.open;
  const [isDrafting, setDrafting] = useState(false);
  const list = usePages([path, { case: file.id }], (cursor, signal) =>
    getUntil(signal, path, { query: { case: file.id, cursor } }),
  );
  return (
    <div className={styles.stack}>
      {mayDraft && (
        <div>
          <Button icon="plus" onClick={() => setDrafting(true)}>
            {t("draft.act")}
          </Button>
        </div>
      )}
      <Paged
        list={list}
        rowsOf={({ letters }) => letters.filter((one) => one.track === track.track)}
        empty={<State title={t("none")} icon="letter" />}
      >
        {(rows) => <LetterTable letters={rows} isOfOneCase />}
      </Paged>
      {isDrafting && <DraftLetter caseId={file.id} track={track.track} onClose={() => setDrafting(false)} />}
    </div>
  );
}
