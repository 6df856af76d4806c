# Written by attn-audit tables. 'gnuplot degree-against-s.gp' draws ../degree-against-s.svg from degree-against-s.dat.
set terminal svg size 860,540 font "Arial,15" background rgb "white"
set output "../degree-against-s.svg"
set encoding utf8
blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; purple = 0xCC79A7; orange = 0xE69F00; grey = 0x707070
set border 3 linecolor rgb 0x404040
set tics nomirror textcolor rgb 0x404040
set grid linecolor rgb 0xE0E0E0 linewidth 1
set key off
set title "Degree that approximates exp on [−s, s] within relative ε = 1e-6" font ",17"
set xlabel "score bound s"
set ylabel "degree"
set logscale x 2
set logscale y 10
set xrange [0.25:64]
set yrange [2:600]
set rmargin 20
pole = 13.815511
plot "degree-against-s.dat" index 1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb red, \
  "" index 2 using 1:2 with lines linewidth 2 dashtype 4 linecolor rgb grey, \
  "" index 0 using 1:5 with linespoints linewidth 2 pointtype 9 linecolor rgb orange, \
  "" index 0 using 1:4 with linespoints linewidth 2 pointtype 5 linecolor rgb purple, \
  "" index 0 using 1:3 with linespoints linewidth 2 pointtype 13 linecolor rgb green, \
  "" index 0 using 1:2 with linespoints linewidth 3 pointtype 7 linecolor rgb blue
