/** The module `cask-studio`: what a program in the code panel can show besides text. */

type Draw = (curve: string, x: number, y: number) => void;

let draw: Draw = () => {};

/** Adds a point to a curve beside the code. */
export function plot(curve: string, x: number, y: number): void {
  draw(curve, x, y);
}

/** Says where points go. */
export function plotBy(next: Draw): void {
  draw = next;
}
