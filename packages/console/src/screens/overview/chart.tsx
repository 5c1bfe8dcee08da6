import { BarChart, LineChart, PieChart, RadarChart } from "echarts/charts";
import { GridComponent, LegendComponent, RadarComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type ReactElement, useEffect, useRef } from "react";
import { useTheme } from "../../theme/theme.ts";
import { colours } from "./colours.ts";
import type { Option } from "./options.ts";
import styles from "./overview.module.css";

use([
  BarChart,
  LineChart,
  PieChart,
  RadarChart,
  GridComponent,
  LegendComponent,
  RadarComponent,
  TooltipComponent,
  CanvasRenderer,
]);

interface Props {
  /** What it shows, for those who cannot see it; the same figures stand in a table. */
  readonly label: string;
  readonly option: (palette: ReturnType<typeof colours>) => Option;
  /** Called with the number of the part that was clicked. */
  readonly onPick?: ((place: number) => void) | undefined;
  readonly isLarge?: boolean | undefined;
}

/** A drawing of figures. */
export function Chart({ label, option, onPick, isLarge = false }: Props): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const pick = useRef(onPick);
  const theme = useTheme();
  useEffect(() => {
    pick.current = onPick;
  });
  useEffect(() => {
    if (frame.current === null) return undefined;
    const made = init(frame.current);
    chart.current = made;
    made.on("click", ({ dataIndex }) => {
      if (typeof dataIndex === "number") pick.current?.(dataIndex);
    });
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  // The colours are read from the page, which has those of the theme.
  useEffect(() => {
    const draw = (): void => chart.current?.setOption(option(colours()), { notMerge: true });
    draw();
    // Paper has colours of its own, whatever the theme.
    const paper = matchMedia("print");
    paper.addEventListener("change", draw);
    return () => paper.removeEventListener("change", draw);
  }, [option, theme]);
  return <div ref={frame} role="img" aria-label={label} className={isLarge ? styles.large : styles.chart} />;
}
