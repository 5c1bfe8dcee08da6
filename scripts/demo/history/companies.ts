import type { Kind } from "./purchase.ts";

/** Two firms that should not bid against each other. */
export type Pair = readonly [Company, Company];

/** A supplier as registers know it. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly head: string;
}

const company = (number: number, name: string): Company => ({
  id: `91330100MA2${String(number).padStart(4, "0")}X${String((number * 37) % 97).padStart(2, "0")}`,
  name,
  phone: `0571-88${String(310_000 + number * 137)}`,
  head: `legal-head-${number}`,
});

const named = (first: number, names: readonly string[]): readonly Company[] =>
  names.map((name, n) => company(first + n, name));

/** Those that only do what they should, by what they sell. */
export const honest: Readonly<Record<Kind, readonly Company[]>> = {
  goods: named(101, [
    "华瑞教学设备有限公司",
    "博文办公家具有限公司",
    "新航计算机有限公司",
    "启明实验仪器有限公司",
    "康达体育用品有限公司",
    "众智信息技术有限公司",
    "文澜图书发行有限公司",
    "绿洲空调销售有限公司",
  ]),
  services: named(201, [
    "洁丽物业服务有限公司",
    "安盾保安服务有限公司",
    "鲜之源餐饮管理有限公司",
    "云桥软件服务有限公司",
    "诚信工程监理有限公司",
    "远航校车运输有限公司",
    "正达会计师事务所",
  ]),
  works: named(301, [
    "宏基建筑工程有限公司",
    "筑安装饰工程有限公司",
    "鼎固市政建设有限公司",
    "天工消防工程有限公司",
    "恒远防水工程有限公司",
    "晨光园林绿化有限公司",
  ]),
};

/** Those of the planted schemes, by what is wrong with them. */
export const tied: {
  readonly ownedTogether: Pair;
  readonly samePhone: Pair;
  readonly samePremises: Pair;
  readonly ofRelative: Company;
  readonly designer: Company;
  readonly favourite: Company;
  readonly standing: Company;
} = {
  ownedTogether: [company(501, "德海教育科技有限公司"), company(502, "海德智能设备有限公司")],
  samePhone: [company(503, "金桥商贸有限公司"), company(504, "银桥贸易有限公司")],
  samePremises: [company(505, "瑞丰装饰设计有限公司"), company(506, "瑞盈装饰工程有限公司")],
  ofRelative: company(507, "彭氏建材有限公司"),
  designer: company(508, "正阳测绘设计院有限公司"),
  favourite: company(509, "佳佳餐饮配送有限公司"),
  standing: company(510, "顺通劳务服务有限公司"),
};

/** All of them. */
export const companies: readonly Company[] = [...Object.values(honest).flat(), ...Object.values(tied).flat()];

/** Who writes requirements and runs tenders for the office. */
export const advisers: Readonly<
  Record<"author" | "agency", { readonly id: string; readonly name: string; readonly phone: string }>
> = {
  author: { id: "institute-education-equipment", name: "滨江教育装备研究所", phone: "0571-85110001" },
  agency: { id: "91330100AGENCY0007", name: "滨江招标代理有限公司", phone: "0571-85110002" },
};

/** Experts that are drawn for committees, and where they work. */
export const experts: readonly { readonly id: string; readonly employer: string }[] = Array.from(
  { length: 14 },
  (_, n) => ({ id: `expert-${n + 1}`, employer: `institute-${(n % 4) + 1}` }),
);
