import type { ComponentProps, ReactElement } from "react";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";

interface Look {
  /** `main`: the one that the page is for; `quiet`: without a border. */
  readonly look?: "main" | "danger" | "quiet" | undefined;
  readonly size?: "small" | "wide" | undefined;
  readonly icon?: IconName | undefined;
}

/** A button with a text. */
export const Button = ({
  look,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<"button"> & Look): ReactElement => (
  <button
    type="button"
    {...rest}
    className={classNames(styles.button, look && styles[look], size && styles[size], className)}
  >
    {icon !== undefined && <Icon name={icon} size={16} />}
    {children}
  </button>
);

/** A button that shows a drawing alone; its name is read out, and shown when it is pointed at. */
export const IconButton = ({
  name,
  icon,
  size,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"button">, "name"> & {
  readonly name: string;
  readonly icon: IconName;
  readonly size?: "small";
}): ReactElement => (
  <button
    type="button"
    title={name}
    aria-label={name}
    {...rest}
    className={classNames(styles.button, styles.icon, size && styles[size], className)}
  >
    <Icon name={icon} />
    {children}
  </button>
);
