# Written by attn-audit tables. 'gnuplot degree-against-s.gp' draws ../degree-against-s.svg from degree-against-s.dat.
set terminal svg size 860,540 font "Arial,15" background rgb "white"
set output "../degree-against-s.svg"
set encoding utf8
blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; orange = 0xE69F00; grey = 0x707070
set border 3 linecolor rgb 0x808080
set tics nomirror scale 0.5 textcolor rgb 0x404040
set grid linecolor rgb 0xE4E4E4 linetype 1 linewidth 1
set key off
set label 100 "{/:Bold Degree that approximates exp on [−s, s] within relative 10^{−6}}" at screen 0.02, screen 0.96 left font ",17"
least = 0.25
greatest = 64
best = 85
chebyshev = 149
taylor = 237
corrected = 64
pole = 13.815511
set tmargin 3
set bmargin 3.5
set rmargin 24
set xlabel "score bound s"
set ylabel "degree" offset 1,0
set logscale x 2
set logscale y 10
set xtics ("1/4" 0.25, "1/2" 0.5, 1, 2, 4, 8, 16, 32, 64)
set ytics (2, 5, 10, 20, 50, 100, 200, 500)
set xrange [least:1.02*greatest]
set yrange [2.5:600]
set arrow from pole, graph 0 to pole, graph 1 nohead linecolor rgb red linewidth 1.5 dashtype 3
set label "printed form" at pole, graph 0.93 right offset -2,0 textcolor rgb red
set label sprintf("its pole, s = log(1/ε) = %.1f:\nbeyond it the logarithm is negative", pole) \
  at pole, graph 0.12 left offset 1,0 textcolor rgb red
set label "▲ Taylor" at greatest, taylor left offset 1.5,0 textcolor rgb orange
set label "◆ Chebyshev, □ C2.2" at greatest, chebyshev left offset 1.5,0 textcolor rgb green
set label "{/:Bold ● least possible}" at greatest, best left offset 1.5,0 textcolor rgb blue
set label "corrected form" at greatest, corrected left offset 1.5,-0.2 textcolor rgb grey
plot "degree-against-s.dat" index 1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb red, \
  "" index 2 using 1:2 with lines linewidth 2 dashtype 4 linecolor rgb grey, \
  "" index 0 using 1:5 with linespoints linewidth 2 pointtype 9 linecolor rgb orange, \
  "" index 0 using 1:4 with points linewidth 2 pointtype 4 pointsize 1.5 linecolor rgb green, \
  "" index 0 using 1:3 with linespoints linewidth 2 pointtype 13 linecolor rgb green, \
  "" index 0 using 1:2 with linespoints linewidth 3 pointtype 7 linecolor rgb blue
