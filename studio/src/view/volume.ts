/**
 * A three-dimensional slice of a field, seen from outside: rays through the box gather light where the field is strong (a
 * cloud), or stop at the two surfaces of equal strength. WebGL 2, one shader, one texture.
 */
import { diverging, rising, type Scheme, schemeNow } from './colours.ts';
import type { FieldOnScreen } from './fieldOnScreen.ts';
import type { Cut, FieldView } from './plane.ts';
import { refined } from './resample.ts';
import { fragmentShader, vertexShader } from './volumeShader.ts';

export interface VolumeView extends FieldView {
  mode: 'volume' | 'surface';
  /** Turns the box, in radians. */
  turn(across: number, up: number): void;
  zoom(factor: number): void;
  /** Whether it has to be drawn anew although the field stands still. */
  readonly isTurned: boolean;
}

/** Points of the texture along one side, at most. */
const finest = 40;
/** Milliseconds that a picture may take before the next ones get coarser: the stage draws for a third of the time. */
const slow = 36;
/** Points along one side of the picture. */
const [coarsest, sharpest] = [128, 840];
/** Points along a ray: fewer in a coarse picture, where no more can be seen. */
const stepsFor = (pixels: number) => (pixels > 320 ? 72 : pixels > 200 ? 48 : 36);

/** @throws Error where there is no WebGL 2 */
export function volumeView(): VolumeView {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, preserveDrawingBuffer: true });
  if (!gl) throw new Error('no WebGL 2');
  const program = linked(gl);
  gl.useProgram(program);
  gl.bindVertexArray(gl.createVertexArray());
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  const at = (name: string) => gl.getUniformLocation(program, name);
  const uniforms = {
    ...{ eye: at('eye'), right: at('right'), up: at('up'), box: at('box'), steps: at('steps') },
    ...{ surface: at('isSurface'), signed: at('isSigned'), paper: at('paper'), size: at('size') },
  };
  textureUnit(gl, program, 'field', 0);
  textureUnit(gl, program, 'colours', 1);
  gl.activeTexture(gl.TEXTURE1);
  const colours = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_3D, gl.createTexture());
  for (const axis of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T, gl.TEXTURE_WRAP_R]) {
    gl.texParameteri(gl.TEXTURE_3D, axis, gl.REPEAT);
  }
  gl.texParameteri(gl.TEXTURE_3D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_3D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);

  let [around, above, distance] = [0.65, 0.42, 2.6];
  let isTurned = true;
  let pixels = 420;
  let coloured = '';
  const paintScale = (scheme: Scheme, isSigned: boolean) => {
    const name = `${scheme}/${isSigned}`;
    if (coloured === name) return;
    coloured = name;
    const ramp = (isSigned ? diverging : rising)[scheme];
    const data = Uint8Array.from({ length: 256 * 4 }, (_, k) => {
      return k % 4 === 3 ? 255 : Math.round(ramp(Math.floor(k / 4) / 255)[k % 4]);
    });
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, colours);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, data);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.activeTexture(gl.TEXTURE0);
  };
  const view: VolumeView = {
    canvas,
    mode: 'volume',
    get isTurned() {
      return isTurned;
    },
    turn(across, up) {
      around -= across;
      above = Math.max(-1.4, Math.min(1.4, above + up));
      isTurned = true;
    },
    zoom(factor) {
      distance = Math.max(1.4, Math.min(6, distance * factor));
      isTurned = true;
    },
    draw(field, cut) {
      isTurned = false;
      const begun = performance.now();
      const { extents, isSigned } = field;
      const [x, y, z] = [extents[0], extents[1], extents[2] ?? 1];
      const scheme = schemeNow();
      paintScale(scheme, isSigned);
      const factor = Math.max(1, Math.min(4, Math.floor(finest / Math.max(x, y, z))));
      const bytes = toBytes(refined(boxOf(field, cut), [x, y, z], factor), field);
      gl.texImage3D(gl.TEXTURE_3D, 0, gl.R8, x * factor, y * factor, z * factor, 0, gl.RED, gl.UNSIGNED_BYTE, bytes);
      if (canvas.width !== pixels) [canvas.width, canvas.height] = [pixels, pixels];
      gl.viewport(0, 0, pixels, pixels);
      const longest = Math.max(x, y, z);
      const [sa, ca, sb, cb] = [Math.sin(around), Math.cos(around), Math.sin(above), Math.cos(above)];
      gl.uniform3f(uniforms.eye, distance * ca * cb, distance * sa * cb, distance * sb);
      gl.uniform3f(uniforms.right, -sa, ca, 0);
      gl.uniform3f(uniforms.up, -ca * sb, -sa * sb, cb);
      gl.uniform3f(uniforms.box, x / longest / 2, y / longest / 2, z / longest / 2);
      gl.uniform3f(uniforms.size, x * factor, y * factor, z * factor);
      gl.uniform1i(uniforms.surface, view.mode === 'surface' ? 1 : 0);
      gl.uniform1i(uniforms.signed, isSigned ? 1 : 0);
      gl.uniform1i(uniforms.steps, stepsFor(pixels));
      gl.uniform3fv(uniforms.paper, scheme === 'light' ? [0.969, 0.965, 0.949] : [0.07, 0.082, 0.102]);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      // Waits for the picture where it is made by the processor, which is what has to be timed.
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      const taken = performance.now() - begun;
      if (taken > slow) pixels = Math.max(coarsest, Math.round(pixels * 0.85));
      else if (taken < slow / 3) pixels = Math.min(sharpest, Math.round(pixels * 1.06));
    },
    dispose() {
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
  return view;
}

/** Three dimensions of the field at one time. */
function boxOf({ values, extents }: FieldOnScreen, cut: Cut): Float32Array {
  const volume = extents[0] * extents[1] * (extents[2] ?? 1);
  const start = extents.length > 3 ? Math.min(cut[1] ?? 0, extents[3] - 1) * volume : 0;
  return values.subarray(start, start + volume);
}

function toBytes(values: Float32Array, { middle, strength, isSigned }: FieldOnScreen): Uint8Array {
  const scale = (isSigned ? 0.5 : 1) / strength;
  const offset = isSigned ? 0.5 : 0;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    bytes[i] = Math.max(0, Math.min(255, 255 * ((values[i] - middle) * scale + offset)));
  }
  return bytes;
}

function linked(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? 'shader');
  }
  gl.linkProgram(program);
  return program;
}

function textureUnit(gl: WebGL2RenderingContext, program: WebGLProgram, name: string, unit: number): void {
  gl.uniform1i(gl.getUniformLocation(program, name), unit);
}
