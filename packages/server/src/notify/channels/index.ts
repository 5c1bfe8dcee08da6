export type { Channel, ChannelParts, Delivered, Message, MessageItem, SecretNames } from "./channel.ts";
export type { ChannelKind, KindOfChannel } from "./kinds.ts";
export { channelKindNames, channelKinds, isChannelKind, kindOfChannel } from "./kinds.ts";
export { keyOf } from "./webhook.ts";
