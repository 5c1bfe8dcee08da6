import { type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the lower edge. */
  readonly foot?: ReactNode;
  readonly size?: "narrow" | "wide" | undefined;
  /** Called for Escape and the closing button. Without it the dialog cannot be left. */
  readonly onClose?: (() => void) | undefined;
}

/**
 * A dialog over the page, shown as long as it is rendered. What has `data-first` has the focus first. The browser keeps the focus inside and gives it back afterwards.
 */
export function Dialog({ title, children, foot, size, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog?.open === false) dialog.showModal();
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={classNames(styles.dialog, size && styles[size])}
      aria-labelledby={heading}
      onCancel={(event) => {
        // Whoever closes the choice of a file does not close the dialog around it.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose?.();
      }}
      // Single keys are commands of the page behind.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={styles.head}>
        <h2 id={heading}>{title}</h2>
        {onClose !== undefined && <IconButton name={t("close")} icon="close" onClick={onClose} />}
      </div>
      <div className={styles.body}>{children}</div>
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </dialog>
  );
}
