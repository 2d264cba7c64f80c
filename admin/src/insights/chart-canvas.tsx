import { useEffect, useRef } from 'react';
import { styled, useTheme } from 'styled-components';
import UPlot from 'uplot';

/** What uPlot's style sheet lays out, as far as it is used: a style sheet of its own would load always. */
const Frame = styled.div`
  width: 100%;
  height: 22rem;
  .uplot,
  .u-wrap {
    position: relative;
  }
  .u-over,
  .u-under,
  .u-axis {
    position: absolute;
  }
  .u-wrap canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
`;

/** Lines are told apart by their strokes as well as by their colours. */
export const STROKES: readonly number[][] = [[], [8, 4], [2, 4], [12, 4, 2, 4]];

export interface ChartProps {
  x: readonly number[];
  lines: readonly { label: string; values: readonly (number | null)[] }[];
  /** Places at which something happened, drawn as upright lines. */
  events?: readonly number[];
  /** Words of a place on the axis. */
  labelOf: (x: number) => string;
}

interface CanvasProps extends ChartProps {
  /** Words of a value; uPlot's own are in the browser's language. */
  numberOf: (value: number) => string;
}

const drawEvents = (plot: UPlot, events: readonly number[], color: string): void => {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.setLineDash([2, 6]);
  for (const event of events) {
    const at = plot.valToPos(event, 'x', true);
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
};

const NONE: readonly number[] = [];

/** The drawing alone; loaded when the first chart is shown. */
const ChartCanvas = ({ x, lines, events = NONE, labelOf, numberOf }: CanvasProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const { colors } = useTheme();

  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const tints = [colors.primary600, colors.success600, colors.warning600, colors.danger600];
    const axis = { stroke: colors.neutral800, grid: { stroke: colors.neutral200 } };
    const plot = new UPlot(
      {
        width: box.clientWidth,
        height: box.clientHeight,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false },
          y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.05)] },
        },
        hooks: { draw: [(plot) => drawEvents(plot, events, colors.neutral600)] },
        axes: [
          { ...axis, values: (_plot, places) => places.map(labelOf) },
          { ...axis, size: 70, values: (_plot, places) => places.map(numberOf) },
        ],
        series: [
          {},
          ...lines.map(({ label }, index) => ({
            label,
            stroke: tints[index % tints.length] ?? colors.primary600,
            dash: STROKES[index % STROKES.length] ?? [],
            width: 2,
            points: { show: true, size: 6 },
          })),
        ],
      },
      [[...x], ...lines.map(({ values }) => [...values])],
      box,
    );
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: box.clientWidth, height: box.clientHeight }),
    );
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [x, lines, events, labelOf, numberOf, colors]);

  return <Frame ref={frame} />;
};

export default ChartCanvas;
