import type { Model } from '../../model/weights.ts';
import type { Columns, Strip } from '../../tile/strip.ts';
import type { PackedModel } from '../packed-model.ts';
import type { Arena } from './arena.ts';
import type { Buffers, Plane } from './buffers.ts';
import type { Kernels } from './kernels.ts';

/** Is shown every intermediate result where it stands; `channels` are the places of its channels in a pixel. */
export type PlaneTrace = (
  space: Workspace,
  name: string,
  plane: Plane,
  rows: number,
  columns: Columns,
  channels: readonly number[],
) => void;

/** All that a strip's synthesis touches. */
export interface Workspace {
  readonly model: Model;
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly packed: PackedModel;
  readonly buffers: Buffers;
  /** The strip's anchors' style vectors, one after the other. */
  readonly anchors: number;
  readonly strip: Strip;
  readonly trace: PlaneTrace | undefined;
}
