import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface Props {
  /** Takes what is stored, and drops what stands on the desk. */
  readonly onReopen: () => void;
  readonly onClose: () => void;
}

/** Somebody else has stored the draft meanwhile: nothing was overwritten, and the person says what is to become of the own text. */
export function DraftChanged({ onReopen, onClose }: Props): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <Dialog
      title={t("changed.title")}
      size="narrow"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onReopen}>{t("changed.reopen")}</Button>
          <Button look="main" data-first onClick={onClose}>
            {t("changed.keep")}
          </Button>
        </>
      }
    >
      <p>{t("changed.text")}</p>
    </Dialog>
  );
}
