import { type ReactElement, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { purpose } from "../../api/purpose.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { PurposeForm } from "../../ui/purpose-form.tsx";
import styles from "./top-bar.module.css";

/** What this window reads sensitive things for, once that was said; and the way to say something else. */
export function PurposeChip(): ReactElement | null {
  const { t } = useTranslation();
  const current = useSyncExternalStore(purpose.subscribe, purpose.current);
  const [isOpen, setOpen] = useState(false);
  if (current === undefined) return null;
  return (
    <>
      <Button
        look="quiet"
        size="small"
        icon="eye"
        className={styles.trigger}
        title={t("purpose.change")}
        onClick={() => setOpen(true)}
      >
        <span>{t("purpose.chip", { purpose: current })}</span>
      </Button>
      {isOpen && (
        <Dialog title={t("purpose.change")} onClose={() => setOpen(false)}>
          <PurposeForm onDone={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
