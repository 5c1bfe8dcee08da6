import type { Kind } from "./purchase.ts";

/** Something that the office buys. */
export interface Article {
  readonly title: string;
  readonly category: string;
  /** Of one purchase, in yuan. */
  readonly from: number;
  readonly to: number;
}

const article = (title: string, category: string, from: number, to: number): Article => ({
  title,
  category,
  from,
  to,
});

/** What is tendered. */
export const tendered: Readonly<Record<Kind, readonly Article[]>> = {
  goods: [
    article("学生课桌椅采购项目", "A05010301", 2_100_000, 3_600_000),
    article("多媒体教室设备更新项目", "A02020400", 2_400_000, 4_800_000),
    article("理化生实验室仪器采购", "A02100305", 2_200_000, 3_900_000),
    article("教师办公计算机采购", "A02010104", 2_600_000, 5_200_000),
    article("校园广播系统设备采购", "A02091107", 2_050_000, 2_900_000),
    article("图书馆纸质图书采购", "A05040101", 2_010_000, 2_600_000),
  ],
  services: [
    article("校园物业管理服务", "C21040001", 2_100_000, 3_400_000),
    article("学生营养餐配送服务", "C22020000", 3_100_000, 6_800_000),
    article("校园安全保卫服务", "C22990100", 2_300_000, 3_300_000),
    article("智慧校园平台运维服务", "C16070000", 2_050_000, 2_800_000),
  ],
  works: [
    article("教学楼外墙修缮工程", "B08010000", 4_200_000, 8_600_000),
    article("运动场塑胶跑道改造工程", "B02990000", 4_100_000, 6_300_000),
    article("学生宿舍加固工程", "B08020000", 5_200_000, 9_400_000),
    article("校园消防设施改造工程", "B06030000", 4_050_000, 5_600_000),
  ],
};

/** What is bought by inquiry. */
export const small: Readonly<Record<Kind, readonly Article[]>> = {
  goods: [
    article("办公用纸采购", "A05040201", 18_000, 64_000),
    article("打印机及耗材采购", "A02010601", 26_000, 88_000),
    article("体育器材采购", "A02460000", 42_000, 160_000),
    article("空调采购", "A02061804", 68_000, 210_000),
    article("教学用平板电脑采购", "A02010107", 90_000, 260_000),
    article("食堂厨房设备采购", "A02450000", 110_000, 340_000),
    article("图书及教辅资料采购", "A05040102", 30_000, 120_000),
  ],
  services: [
    article("教师培训服务", "C18020000", 38_000, 140_000),
    article("校车租赁服务", "C15030000", 80_000, 260_000),
    article("财务审计服务", "C23030000", 36_000, 90_000),
    article("印刷服务", "C23090199", 12_000, 58_000),
  ],
  works: [
    article("屋面防水维修", "B08990000", 60_000, 280_000),
    article("厕所改造工程", "B07000000", 90_000, 320_000),
    article("绿化养护工程", "B02090000", 40_000, 150_000),
  ],
};
