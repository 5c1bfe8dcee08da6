/** A unit of the office that buys and pays, with the people of it whom events name. */
export interface Buyer {
  readonly id: string;
  readonly officer: string;
  readonly decider: string;
}

/** Who asks for payments, checks them and approves them: the people of the finance office. */
export const cashiers = { prepares: "han.mei", reviews: "yuan.jie", approves: "lu.guang" } as const;

/** Buyers, by unit. */
export const buyers: Readonly<Record<"purchasing" | "works" | "first" | "second" | "kindergarten", Buyer>> = {
  purchasing: { id: "edu-purchasing", officer: "cai.hong", decider: "peng.tao" },
  works: { id: "edu-works", officer: "jiang.bo", decider: "shi.lei" },
  first: { id: "school-1", officer: "dong.li", decider: "fan.rong" },
  second: { id: "school-2", officer: "qian.yu", decider: "meng.yue" },
  kindergarten: { id: "kindergarten-3", officer: "qin.fang", decider: "qin.fang" },
};
