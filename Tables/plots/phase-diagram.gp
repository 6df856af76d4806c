# Written by attn-audit tables. 'gnuplot phase-diagram.gp' draws ../phase-diagram.svg from phase-diagram.dat.
set terminal svg size 1200,660 font "Arial,15" background rgb "white"
set output "../phase-diagram.svg"
set encoding utf8
cheapest = 0x74ADD6; cheaper = 0xACCFE9; cheap = 0xDCEBF7; dear = 0xFDE8D4; dearer = 0xF8CDA0
ink = 0x202020; blue = 0x084A8F; red = 0x9C3D00; grey = 0x505050
set border 3 linecolor rgb 0x808080
set tics nomirror out scale 0.5 textcolor rgb 0x404040
set key off
set multiplot
set tmargin at screen 0.835
set bmargin at screen 0.105
set xlabel "tokens n" offset 0,0.3
set label 100 "{/:Bold Where fast attention pays}" at screen 0.016, screen 0.955 left font ",20"
root = 0.19366859
set label 101 "n tokens in d = log_2 n dimensions, entries of Q, K and V at most B, scores scaled by 1/d, output within 1/n" \
  at screen 0.016, screen 0.91 left textcolor rgb grey
set lmargin at screen 0.062
set rmargin at screen 0.600
set logscale x 2
set xrange [7.5:130]
set yrange [0:2.6]
set xtics ("2^{8}" 8, "2^{12}" 12, "2^{16}" 16, "2^{24}" 24, "2^{32}" 32, "2^{48}" 48, "2^{64}" 64, "2^{96}" 96, "2^{128}" 128)
set ytics 0.5 format "%.1f"
set ylabel "largest entry B" offset 1.5,0
set label 102 "{/:Bold Operations}, proved" at screen 0.062, screen 0.862 left
set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb dearer fillstyle solid noborder
set label 1 "{/:Bold quadratic kernel cheaper}" at 25, 2.36 center textcolor rgb red front font ",17"
set label 2 "B ≥ C·√log n, C large: no subquadratic algorithm if SETH holds" at 25, 2.22 center textcolor rgb red front
set label 3 "n^{1/4} times dearer" at 14, 1.75 center textcolor rgb red front
set label 4 "{/:Bold polynomial kernel cheaper}" at 62, 0.92 center textcolor rgb blue front font ",17"
set label 5 "n^{1/4} times cheaper" at 70, 0.53 center textcolor rgb blue front
set label 6 "n^{1/2} times cheaper" at 70, 0.08 center textcolor rgb blue front
set label 7 "B = o(√log n): almost linear, n^{1 + o(1)}" at 18, 0.42 center textcolor rgb blue front
set label 8 sprintf("c·√ln n, c = %.2f", root) at 24.5, 0.72 left textcolor rgb ink front
shown(d) = d == 8 || d == 14 || d == 20 || d == 30 || d == 40 || d == 60 || d == 80 || d == 120
plot "phase-diagram.dat" index 0 using 1:2 with filledcurves y=0 fillcolor rgb dear, \
  "" index 1 using 1:2 with filledcurves y=0 fillcolor rgb cheap, \
  "" index 2 using 1:2 with filledcurves y=0 fillcolor rgb cheaper, \
  "" index 3 using 1:2 with filledcurves y=0 fillcolor rgb cheapest, \
  root*sqrt(log(2)*x) with lines linewidth 2 dashtype 2 linecolor rgb ink, \
  "" index 1 using 1:2 with lines linewidth 3 linecolor rgb ink, \
  "" index 4 using 1:2:(shown($1) ? sprintf("g = %d", $3) : "") with labels center offset 0,0.8 \
    textcolor rgb ink
unset label
unset object
set lmargin at screen 0.662
set rmargin at screen 0.985
unset logscale x
set xrange [9:17]
set yrange [0:1.5]
set xtics ("2^{10}" 10, "2^{12}" 12, "2^{14}" 14, "2^{16}" 16)
set ytics 0.25 format "%.2f"
unset ylabel
set label 103 "{/:Bold Seconds}, measured: entries in [−B, B], ±B" at screen 0.662, screen 0.862 left
set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb dear fillstyle solid noborder
plot "phase-diagram.dat" index 0 using 1:2 with filledcurves y=0 fillcolor rgb dear, \
  "" index 1 using 1:2 with filledcurves y=0 fillcolor rgb cheap, \
  "" index 2 using 1:2 with filledcurves y=0 fillcolor rgb cheaper, \
  "" index 3 using 1:2 with filledcurves y=0 fillcolor rgb cheapest,   "" index 1 using 1:2 with lines linewidth 3 linecolor rgb ink, \
  "" index 5 using ($1 - 0.45 + 0.9*$3):($4 > 1 ? $2 : NaN) with points pointtype 7 pointsize 1.1 linecolor rgb "white", \
  "" index 5 using ($1 - 0.45 + 0.9*$3):($4 > 1 ? $2 : NaN) with points pointtype 7 pointsize 0.9 linecolor rgb blue, \
  "" index 5 using ($1 - 0.45 + 0.9*$3):($4 <= 1 ? $2 : NaN) with points pointtype 9 pointsize 1.3 linecolor rgb "white", \
  "" index 5 using ($1 - 0.45 + 0.9*$3):($4 <= 1 ? $2 : NaN) with points pointtype 9 pointsize 1.0 linecolor rgb red, \
  "" index 5 using ($1 - 0.45 + 0.9*$3):2:($4 > 1 ? sprintf($4 < 9.95 ? "%.1f" : "%.0f", $4)."×" : "") with labels font ",13" offset 0,0.8 textcolor rgb blue, \
  "" index 5 using ($1 - 0.45 + 0.9*$3):2:($4 <= 1 ? "÷".sprintf(1/$4 < 9.95 ? "%.1f" : "%.0f", 1/$4) : "") with labels font ",13" offset 0,0.8 textcolor rgb red
unset multiplot
