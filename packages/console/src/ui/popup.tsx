import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import styles from "./popup.module.css";

interface Trigger {
  readonly "aria-expanded": boolean;
  readonly "aria-haspopup": "dialog";
  readonly onClick: () => void;
}

interface Props {
  readonly label: string;
  readonly side?: "start" | "end";
  readonly trigger: (props: Trigger) => ReactNode;
  readonly children: (close: () => void) => ReactNode;
}

/** Something that opens under a button. Escape, a click elsewhere and leaving it by Tab close it. */
export function Popup({ label, side = "end", trigger, children }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const close = (): void => setOpen(false);
  useEffect(() => {
    if (!isOpen) return undefined;
    anchor.current?.querySelector<HTMLElement>("[data-popup] :is(input, a, button, select)")?.focus();
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && anchor.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    // Single keys are commands of the page behind.
    if (isOpen) event.stopPropagation();
    if (!isOpen || event.key !== "Escape") return;
    close();
    anchor.current?.querySelector<HTMLElement>("[aria-expanded]")?.focus();
  };
  return (
    <div
      ref={anchor}
      className={styles.anchor}
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null && anchor.current?.contains(relatedTarget) !== true) close();
      }}
    >
      {trigger({ "aria-expanded": isOpen, "aria-haspopup": "dialog", onClick: () => setOpen(!isOpen) })}
      {isOpen && (
        <div data-popup role="dialog" aria-label={label} className={classNames(styles.popup, styles[side])}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
