# Written by attn-audit tables. 'gnuplot error-curve.gp' draws ../error-curve.svg from error-curve.dat.
set terminal svg size 860,640 font "Arial,15" background rgb "white"
set output "../error-curve.svg"
set encoding utf8
blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; purple = 0xCC79A7; orange = 0xE69F00; grey = 0x707070
set border 3 linecolor rgb 0x404040
set tics nomirror textcolor rgb 0x404040
set grid linecolor rgb 0xE0E0E0 linewidth 1
set key off
s = 4
epsilon = 0.001
set multiplot
set xrange [-s:s]
set title "Relative error p(x)/exp(x) − 1 of the best polynomial of degree 9 on [−4, 4]" font ",17"
set ylabel "error · 1000"
set size 1, 0.6
set origin 0, 0.4
set yrange [-1.3:1.3]
plot "error-curve.dat" index 0 using 1:($2*1000):($3*1000) with filledcurves linecolor rgb blue, \
  "" index 0 using 1:($2*1000) with lines linewidth 2 linecolor rgb blue, \
  "" index 1 using 1:($2*1000) with points pointtype 7 linecolor rgb blue
unset title
set size 1, 0.4
set origin 0, 0
set logscale y 10
set yrange [1e-6:100]
plot "error-curve.dat" index 0 using 1:(abs($4)) with lines linewidth 2 linecolor rgb green, \
  "" index 0 using 1:(abs($5)) with lines linewidth 2 linecolor rgb orange, \
  "" index 0 using 1:(abs($2)) with lines linewidth 2 linecolor rgb blue
unset multiplot
